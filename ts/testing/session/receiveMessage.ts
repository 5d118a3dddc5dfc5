import { readContainer, type InnerMessage } from "./container.js";
import { unpack } from "./gzip.js";
import type { OpenedMessage } from "./messageCipher.js";
import type { ServerSession } from "./ServerSession.js";
import { handleServiceMessage, isServiceMessage } from "./serviceMessages.js";
import type { SessionHost, SessionLink } from "./SessionHost.js";
import { BAD_MSG, SERVICE, type BadMsgCode } from "./serviceIds.js";
import { TlParseError } from "./TlReader.js";
import { TlWriter } from "./TlWriter.js";

/**
 * Takes one decrypted packet into a session: the checks of the outer message in the order of their
 * codes (spec/mtproto.md §5.9), then each message inside.
 */
export function receiveMessage(host: SessionHost, session: ServerSession, link: SessionLink, outer: OpenedMessage): void {
  session.attach(link);
  const isIdBad = judgeId(host, outer.msgId);
  if (isIdBad !== null) {
    refuse(host, session, outer, isIdBad);
    return;
  }
  const nowSec = host.clock.nowSec();
  const { salts } = session.key;
  const isSaltGood = salts.accepts(outer.salt, nowSec);
  const isSaltFault = isSaltGood && host.faults.take("badSalt", host.dcId) !== null;
  if (isSaltFault) salts.replace(nowSec);
  if (!isSaltGood || isSaltFault) {
    refuse(host, session, outer, BAD_MSG.wrongSalt);
    return;
  }
  const isRefused = refuseByFault(host, session, outer);
  if (isRefused) return;
  let messages: InnerMessage[];
  try {
    messages = splitContainer(host, session, outer) ?? [];
  } catch (error) {
    if (!(error instanceof TlParseError)) throw error;
    refuse(host, session, outer, BAD_MSG.invalidContainer);
    return;
  }
  const [first] = messages;
  if (first === undefined) return;
  // Calls with a lower id are lost with the session before this one, so name the lowest.
  session.open(messages.reduce((low, { msgId }) => (msgId < low ? msgId : low), first.msgId));
  for (const message of messages) receiveInner(host, session, link, message);
}

/** A fault calls a good packet bad; only one that holds a call, or clients could not be seen to mend it. */
function refuseByFault(host: SessionHost, session: ServerSession, outer: OpenedMessage): boolean {
  const fault = host.faults.take("badMessage", host.dcId, () => holdsCall(outer));
  if (fault !== null) refuse(host, session, outer, fault.code);
  return fault !== null;
}

function holdsCall(outer: OpenedMessage): boolean {
  const body = unpackOrNull(outer.body);
  if (body === null || body.length < 4) return false;
  if (body.readUInt32LE(0) !== SERVICE.msgContainer) return !isServiceMessage(body.readUInt32LE(0));
  try {
    return readContainer(body).some((inner) => inner.body.length >= 4 && !isServiceMessage(inner.body.readUInt32LE(0)));
  } catch {
    return false;
  }
}

/**
 * The messages of a container, or the message itself; null when the container was refused.
 * @throws {TlParseError} when the container is malformed.
 */
function splitContainer(host: SessionHost, session: ServerSession, outer: OpenedMessage): InnerMessage[] | null {
  const body = unpack(outer.body);
  if (body.length < 4 || body.readUInt32LE(0) !== SERVICE.msgContainer) {
    return [{ msgId: outer.msgId, seqNo: outer.seqNo, body }];
  }
  const messages = readContainer(body);
  for (const inner of messages) {
    if (inner.msgId >= outer.msgId) throw new TlParseError("a message above its container");
    if (inner.body.length < 4 || inner.body.readUInt32LE(0) === SERVICE.msgContainer) {
      throw new TlParseError("a container in a container, or an empty message");
    }
  }
  const verdict = session.received.judge(outer.msgId, outer.seqNo, true);
  const code = verdict.kind === "bad" ? verdict.code : (outer.seqNo & 1) === 1 ? BAD_MSG.seqNoMustBeEven : null;
  if (code !== null) {
    refuse(host, session, outer, code);
    return null;
  }
  session.received.add(outer.msgId, outer.seqNo, true);
  return messages;
}

function receiveInner(host: SessionHost, session: ServerSession, link: SessionLink, message: InnerMessage): void {
  const { msgId, seqNo } = message;
  const isContent = (seqNo & 1) === 1;
  const verdict = session.received.judge(msgId, seqNo, false);
  if (verdict.kind === "repeated") {
    if (isContent) session.acknowledge(msgId);
    if (verdict.message.answerMsgId !== null) session.resend(verdict.message.answerMsgId);
    return;
  }
  const body = unpackOrNull(message.body);
  const id = body !== null && body.length >= 4 ? body.readUInt32LE(0) : 0;
  const code = verdict.kind === "bad" ? verdict.code : judgeKind(id, msgId, isContent);
  if (code !== null) {
    refuse(host, session, message, code);
    return;
  }
  const record = session.received.add(msgId, seqNo, false);
  if (isContent) session.acknowledge(msgId);
  // What cannot be unpacked is a call to no method: the call's own errors tell the client.
  if (body !== null && isServiceMessage(id)) handleServiceMessage(host, session, link, record, body);
  else session.calls.start(link, record, body ?? message.body);
}

/** What ids alone can get wrong. */
function judgeId(host: SessionHost, msgId: bigint): BadMsgCode | null {
  if ((msgId & 3n) !== 0n) return BAD_MSG.idNotDivisible;
  const ageSec = host.clock.nowMs() / 1000 - Number(msgId >> 32n);
  if (ageSec > OLDEST_SEC) return BAD_MSG.idTooLow;
  if (ageSec < -NEWEST_SEC) return BAD_MSG.idTooHigh;
  return null;
}

/**
 * API calls must be content-related; service messages may be sent as either kind. That goes for
 * msgs_ack too, whatever the documentation says: mtcute counts its acks as content-related when they
 * travel in a container, and has lived with the real servers for years.
 */
function judgeKind(id: number, msgId: bigint, isContent: boolean): BadMsgCode | null {
  if ((msgId & 3n) !== 0n) return BAD_MSG.idNotDivisible;
  if (id === SERVICE.msgCopy) return isContent ? BAD_MSG.seqNoMustBeEven : null;
  return isContent || isServiceMessage(id) ? null : BAD_MSG.seqNoMustBeOdd;
}

function refuse(host: SessionHost, session: ServerSession, message: { msgId: bigint; seqNo: number }, code: BadMsgCode): void {
  host.statistics.count(host.statistics.badMessages, code);
  const isSalt = code === BAD_MSG.wrongSalt;
  const notice = new TlWriter()
    .uint32(isSalt ? SERVICE.badServerSalt : SERVICE.badMsgNotification)
    .uint64(message.msgId)
    .int32(message.seqNo)
    .int32(code);
  if (isSalt) notice.uint64(session.key.salts.current(host.clock.nowSec()));
  session.queueNotice(notice.finish());
}

function unpackOrNull(body: Buffer): Buffer | null {
  try {
    return unpack(body);
  } catch (error) {
    if (error instanceof TlParseError) return null;
    throw error;
  }
}

/** How far a client's clock may be off, seconds (spec §5.3). */
const OLDEST_SEC = 300;
const NEWEST_SEC = 30;
