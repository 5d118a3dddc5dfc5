import type { ReceivedMessage } from "./ReceivedMessages.js";
import type { ServerSession } from "./ServerSession.js";
import type { SessionHost, SessionLink } from "./SessionHost.js";
import { SERVICE } from "./serviceIds.js";
import { TlParseError, TlReader } from "./TlReader.js";
import { TlWriter } from "./TlWriter.js";

/** Whether a constructor belongs to the session layer rather than to the API. */
export function isServiceMessage(id: number): boolean {
  return HANDLERS.has(id);
}

/** Acts upon a service message of a client; malformed ones are ignored. */
export function handleServiceMessage(
  host: SessionHost,
  session: ServerSession,
  link: SessionLink,
  message: ReceivedMessage,
  body: Buffer,
): void {
  try {
    const reader = new TlReader(body);
    HANDLERS.get(reader.uint32())?.({ host, session, link, message, reader });
  } catch (error) {
    if (!(error instanceof TlParseError)) throw error;
  }
}

interface Incoming {
  readonly host: SessionHost;
  readonly session: ServerSession;
  readonly link: SessionLink;
  readonly message: ReceivedMessage;
  /** Stands after the constructor id. */
  readonly reader: TlReader;
}

function onAck({ session, reader }: Incoming): void {
  for (const msgId of reader.longs()) session.outbox.acknowledge(msgId);
}

function onPing({ session, message, reader }: Incoming): void {
  const pingId = reader.uint64();
  session.queueNotice(new TlWriter().uint32(SERVICE.pong).uint64(message.msgId).uint64(pingId).finish());
}

function onPingDelayDisconnect(incoming: Incoming): void {
  onPing(incoming);
  incoming.link.closeAfter(incoming.reader.int32());
}

function onStateRequest({ session, message, reader }: Incoming): void {
  const states = reader.longs().map((msgId) => session.received.stateOf(msgId));
  session.queueNotice(stateInfo(message.msgId, Buffer.from(states)));
}

/** Resends what is kept; if anything is not, says what is known about all of it. */
function onResendRequest({ session, message, reader }: Incoming): void {
  const msgIds = reader.longs();
  const isKept = msgIds.map((msgId) => session.resend(msgId));
  if (isKept.includes(false)) {
    session.queueNotice(stateInfo(message.msgId, Buffer.from(isKept.map((kept) => (kept ? 4 : 1)))));
  }
}

function onResendAnswersRequest({ session, reader }: Incoming): void {
  for (const msgId of reader.longs()) {
    const answer = session.received.get(msgId)?.answerMsgId;
    if (answer) session.resend(answer);
  }
}

/** The dropped call still runs; only its answer is not wanted (spec/mtproto.md §5.12). */
function onDropAnswer({ session, message, reader }: Incoming): void {
  const call = session.received.get(reader.uint64());
  const answer = call?.answerMsgId ? session.outbox.get(call.answerMsgId) : undefined;
  const isRunning = call !== undefined && call.outcome !== null && call.answerMsgId === null;
  if (isRunning && !call.isDropped) {
    call.isDropped = true;
    const dropped = new TlWriter().uint32(SERVICE.rpcAnswerDroppedRunning).finish();
    for (const msgId of [message.msgId, call.msgId]) session.queueContent(rpcResult(msgId, dropped), msgId);
  } else if (answer !== undefined) {
    session.outbox.acknowledge(answer.msgId);
    const dropped = new TlWriter()
      .uint32(SERVICE.rpcAnswerDropped)
      .uint64(answer.msgId)
      .int32(answer.seqNo)
      .int32(answer.body.length)
      .finish();
    session.queueContent(rpcResult(message.msgId, dropped), message.msgId);
  } else {
    const unknown = new TlWriter().uint32(SERVICE.rpcAnswerUnknown).finish();
    session.queueContent(rpcResult(message.msgId, unknown), message.msgId);
  }
}

function onGetFutureSalts({ host, session, message, reader }: Incoming): void {
  const nowSec = host.clock.nowSec();
  const salts = session.key.salts.future(Math.min(Math.max(reader.int32(), 1), MOST_SALTS), nowSec);
  const answer = new TlWriter()
    .uint32(SERVICE.futureSalts)
    .uint64(message.msgId)
    .int32(nowSec)
    .uint32(salts.length);
  for (const { validSinceSec, validUntilSec, salt } of salts) {
    answer.int32(validSinceSec).int32(validUntilSec).uint64(salt);
  }
  session.queueNotice(answer.finish());
}

function onDestroySession({ host, session, reader }: Incoming): void {
  const sessionId = reader.uint64();
  // A session cannot end itself: the answer would have nowhere to go.
  const isDestroyed = sessionId !== session.sessionId && host.destroySession(session.key, sessionId);
  const id = isDestroyed ? SERVICE.destroySessionOk : SERVICE.destroySessionNone;
  session.queueNotice(new TlWriter().uint32(id).uint64(sessionId).finish());
}

/** The key that the message came under goes; with a permanent one go those that are bound to it. */
function onDestroyAuthKey({ host, session }: Incoming): void {
  const fault = host.faults.take("destroyKey", host.dcId);
  if (fault?.answer === "silence") return;
  const id = fault === null ? SERVICE.destroyAuthKeyOk : fault.answer === "none" ? SERVICE.destroyAuthKeyNone : SERVICE.destroyAuthKeyFail;
  session.queueNotice(new TlWriter().uint32(id).finish());
  session.flush();
  if (fault === null) host.destroyKey(session.key);
}

/** Information that was not asked for, hints for another transport, what no client has sent for years. */
function ignore(): void {}

function stateInfo(requestMsgId: bigint, info: Buffer): Buffer {
  return new TlWriter().uint32(SERVICE.msgsStateInfo).uint64(requestMsgId).bytes(info).finish();
}

function rpcResult(msgId: bigint, result: Buffer): Buffer {
  return new TlWriter().uint32(SERVICE.rpcResult).uint64(msgId).raw(result).finish();
}

const MOST_SALTS = 64;

const HANDLERS = new Map<number, (incoming: Incoming) => void>([
  [SERVICE.msgsAck, onAck],
  [SERVICE.ping, onPing],
  [SERVICE.pingDelayDisconnect, onPingDelayDisconnect],
  [SERVICE.msgsStateReq, onStateRequest],
  [SERVICE.msgResendReq, onResendRequest],
  [SERVICE.msgResendAnsReq, onResendAnswersRequest],
  [SERVICE.rpcDropAnswer, onDropAnswer],
  [SERVICE.getFutureSalts, onGetFutureSalts],
  [SERVICE.destroySession, onDestroySession],
  [SERVICE.destroyAuthKey, onDestroyAuthKey],
  [SERVICE.httpWait, ignore],
  [SERVICE.msgsStateInfo, ignore],
  [SERVICE.msgsAllInfo, ignore],
  [SERVICE.msgCopy, ignore],
]);
