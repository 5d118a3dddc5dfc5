import { randomBytes } from "node:crypto";
import { hostilePacket } from "../faults/hostilePacket.js";
import type { AuthKey } from "./AuthKey.js";
import { Calls } from "./Calls.js";
import { writeContainer } from "./container.js";
import { pack } from "./gzip.js";
import { sealMessage } from "./messageCipher.js";
import { MsgIds } from "./MsgIds.js";
import { Outbox, type OutgoingMessage } from "./Outbox.js";
import { ReceivedMessages } from "./ReceivedMessages.js";
import type { ServerPeer } from "./RpcService.js";
import type { SessionHost, SessionLink } from "./SessionHost.js";
import { SERVICE } from "./serviceIds.js";
import { TlWriter } from "./TlWriter.js";

/**
 * One session: what the server keeps about an auth key and a session id (spec/mtproto.md §5.5). It
 * sends through the connection that the client used last. Everything queued within one turn of the
 * event loop goes out as one container.
 */
export class ServerSession implements ServerPeer {
  readonly key: AuthKey;
  readonly sessionId: bigint;
  readonly received = new ReceivedMessages();
  readonly outbox = new Outbox();
  readonly calls: Calls;
  readonly #host: SessionHost;
  readonly #msgIds: MsgIds;
  /** Content-related messages sent so far; makes the sequence numbers. */
  #contentCount = 0;
  #link: SessionLink | null = null;
  /** Waiting for the next flush, in order. */
  #queue: QueuedMessage[] = [];
  /** Ids to be acknowledged with the next packet. */
  #acks = new Set<bigint>();
  #flushHandle: NodeJS.Immediate | null = null;
  #expiry: NodeJS.Timeout | null = null;
  #isAnnounced = false;
  #isOpened = false;
  #isEnded = false;

  constructor(host: SessionHost, key: AuthKey, sessionId: bigint) {
    this.#host = host;
    this.key = key;
    this.sessionId = sessionId;
    this.#msgIds = new MsgIds(host.clock);
    this.calls = new Calls(host, this);
  }

  get dcId(): number {
    return this.#host.dcId;
  }

  get authKeyId(): bigint {
    return this.key.permanent?.id ?? 0n;
  }

  get keyState(): Map<string, unknown> {
    return (this.key.permanent ?? this.key).state;
  }

  get waitingBytes(): number {
    return this.outbox.byteLength;
  }

  push(body: Uint8Array): void {
    this.queueContent(pack(body), null);
  }

  /** The first good message has come: greets the client and tells the world. */
  open(firstMsgId: bigint): void {
    if (this.#isOpened) return;
    this.#isOpened = true;
    const body = new TlWriter()
      .uint32(SERVICE.newSessionCreated)
      .uint64(firstMsgId)
      .raw(randomBytes(8))
      .uint64(this.key.salts.current(this.#host.clock.nowSec()))
      .finish();
    this.queueContent(body, null);
    this.announce();
  }

  /** Tells the world about this session, once and as soon as it has a permanent key. */
  announce(): void {
    if (this.#isAnnounced || !this.#isOpened || this.key.permanent === null) return;
    this.#isAnnounced = true;
    this.#host.service.sessionOpened(this);
  }

  /** The session is over; nothing is sent any more. */
  end(): void {
    this.#isEnded = true;
    if (this.#flushHandle !== null) clearImmediate(this.#flushHandle);
    this.#endAbsence();
    if (this.#isAnnounced) this.#host.service.sessionClosed(this);
    this.#isAnnounced = false;
  }

  /** The client has sent something through this connection: answers go there from now on. */
  attach(link: SessionLink): void {
    this.#endAbsence();
    if (this.#link === link) return;
    this.#link = link;
    this.#scheduleFlush();
  }

  /** The connection is gone; what it did not bring waits for the next one. */
  detach(link: SessionLink): void {
    if (this.#link !== link || this.#isEnded) return;
    this.#link = null;
    this.#expiry = setTimeout(
      () => this.#host.destroySession(this.key, this.sessionId),
      this.#host.sessionTtlSec * 1000,
    ).unref();
    this.#host.absent.add(this);
  }

  /** Acknowledges a message of the client with the next packet. */
  acknowledge(msgId: bigint): void {
    this.#acks.add(msgId);
    this.#scheduleFlush();
  }

  /** Makes as if a message had never arrived. */
  forget(msgId: bigint): void {
    this.received.remove(msgId);
    this.#acks.delete(msgId);
  }

  /**
   * Queues a message that the client has to acknowledge, and keeps it until then.
   * @param answerTo The call that it answers, or null.
   * @param isLost For faults: as if it had been sent and had not arrived.
   * @returns its id.
   */
  queueContent(body: Uint8Array, answerTo: bigint | null, isLost = false): bigint {
    const seqNo = 2 * this.#contentCount + 1;
    this.#contentCount += 1;
    const msgId = this.#msgIds.next(answerTo !== null);
    if (this.#isEnded) return msgId;
    const message: OutgoingMessage = { msgId, seqNo, body, answerTo, sentOn: isLost ? this.#link : null };
    this.outbox.add(message);
    if (this.#link === null) this.#host.absent.trim();
    if (!isLost) this.#scheduleFlush();
    return msgId;
  }

  /** Queues a message that is not acknowledged and never repeated, such as `pong`. */
  queueNotice(body: Uint8Array): void {
    this.#queue.push({ msgId: this.#msgIds.next(true), seqNo: 2 * this.#contentCount, body });
    this.#scheduleFlush();
  }

  /** Sends a kept message once more; false if it is not kept. */
  resend(msgId: bigint): boolean {
    const message = this.outbox.get(msgId);
    if (message === undefined) return false;
    message.sentOn = null;
    this.#scheduleFlush();
    return true;
  }

  /** Sends all that waits. */
  flush(): void {
    if (this.#flushHandle !== null) clearImmediate(this.#flushHandle);
    this.#flushHandle = null;
    const link = this.#link;
    if (link === null || !link.isOpen || this.#isEnded) {
      this.#queue = [];
      return;
    }
    const due = this.outbox.notSentOn(link);
    const notices = this.#queue;
    this.#queue = [];
    if (this.#acks.size > 0) {
      const body = new TlWriter().uint32(SERVICE.msgsAck).longs([...this.#acks]).finish();
      notices.unshift({ msgId: this.#msgIds.next(false), seqNo: 2 * this.#contentCount, body });
      this.#acks.clear();
    }
    for (const message of due) message.sentOn = link;
    const messages = [...notices, ...due].sort((a, b) => (a.msgId < b.msgId ? -1 : 1));
    for (const batch of batches(messages)) this.#send(link, batch);
  }

  #send(link: SessionLink, batch: readonly QueuedMessage[]): void {
    const [first] = batch;
    if (first === undefined) return;
    // A message sent before may come back in a container only: its id is no longer the newest.
    const isAlone = batch.length === 1 && first.msgId > this.#lastOuterId;
    const outer = isAlone
      ? first
      : { msgId: this.#msgIds.next(false), seqNo: 2 * this.#contentCount, body: writeContainer(batch) };
    this.#lastOuterId = outer.msgId;
    const salt = this.key.salts.current(this.#host.clock.nowSec());
    const header = { salt, sessionId: this.sessionId, msgId: outer.msgId, seqNo: outer.seqNo };
    const packet = sealMessage(this.key, header, outer.body);
    const hostile = this.#host.faults.take("hostile", this.#host.dcId);
    if (hostile !== null) link.send(hostilePacket(hostile.packet, { key: this.key, header, good: packet }));
    link.send(packet);
  }

  /** Id of the last packet; single messages go out only above it. */
  #lastOuterId = 0n;

  #scheduleFlush(): void {
    if (this.#isEnded) return;
    this.#flushHandle ??= setImmediate(() => this.flush());
  }

  #endAbsence(): void {
    this.#host.absent.delete(this);
    if (this.#expiry !== null) clearTimeout(this.#expiry);
    this.#expiry = null;
  }
}

interface QueuedMessage {
  readonly msgId: bigint;
  readonly seqNo: number;
  readonly body: Uint8Array;
}

/** Cuts messages into packets of a sensible size; a single large one is a packet of its own. */
function* batches(messages: readonly QueuedMessage[]): Generator<QueuedMessage[]> {
  let batch: QueuedMessage[] = [];
  let byteLength = 0;
  for (const message of messages) {
    if (batch.length > 0 && (batch.length >= BATCH_MESSAGES || byteLength + message.body.length > BATCH_BYTES)) {
      yield batch;
      batch = [];
      byteLength = 0;
    }
    batch.push(message);
    byteLength += message.body.length;
  }
  if (batch.length > 0) yield batch;
}

const BATCH_MESSAGES = 100;
const BATCH_BYTES = 256 * 1024;
