/** A content-related message that the client has not acknowledged yet. */
export interface OutgoingMessage {
  readonly msgId: bigint;
  readonly seqNo: number;
  readonly body: Uint8Array;
  /** Id of the call that this answers; null for updates and notices. */
  readonly answerTo: bigint | null;
  /** The connection that it was last sent on; null if it never was. */
  sentOn: object | null;
}

/**
 * Keeps messages until they are acknowledged. They belong to the session, not to a connection: what
 * was sent on another connection is due again on a new one (spec/mtproto.md §5.7).
 */
export class Outbox {
  readonly #messages = new Map<bigint, OutgoingMessage>();
  #byteLength = 0;

  /** Messages waiting for an acknowledgement. */
  get size(): number {
    return this.#messages.size;
  }

  /** What all of them take up. */
  get byteLength(): number {
    return this.#byteLength;
  }

  /** Keeps a message. Beyond any reasonable amount the oldest are forgotten. */
  add(message: OutgoingMessage): void {
    this.#messages.set(message.msgId, message);
    this.#byteLength += sizeOf(message);
    for (const oldest of this.#messages.keys()) {
      if (this.#byteLength <= MOST_BYTES || this.#messages.size <= 1) break;
      this.acknowledge(oldest);
    }
  }

  /** The message, if it is still kept. */
  get(msgId: bigint): OutgoingMessage | undefined {
    return this.#messages.get(msgId);
  }

  /** Forgets a message that has arrived. */
  acknowledge(msgId: bigint): void {
    const message = this.#messages.get(msgId);
    if (message === undefined) return;
    this.#messages.delete(msgId);
    this.#byteLength -= sizeOf(message);
  }

  /** What was not sent on this connection yet, oldest first. */
  notSentOn(connection: object): OutgoingMessage[] {
    return [...this.#messages.values()].filter((message) => message.sentOn !== connection);
  }
}

function sizeOf({ body }: OutgoingMessage): number {
  return body.length + MESSAGE_BYTES;
}

/** About what a message takes up beside its body; counts when many small ones wait. */
const MESSAGE_BYTES = 200;
const MOST_BYTES = 64 * 1024 * 1024;
