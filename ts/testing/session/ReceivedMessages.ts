import { BAD_MSG, type BadMsgCode } from "./serviceIds.js";

/** What a session remembers about one message of the client. */
export interface ReceivedMessage {
  readonly msgId: bigint;
  readonly seqNo: number;
  readonly isContainer: boolean;
  /** For a call: settles when it has run, true if it succeeded. Null for everything else. */
  outcome: Promise<boolean> | null;
  /** Id of the message that carries the answer, once there is one. */
  answerMsgId: bigint | null;
  /** The client has said that it wants no answer any more. */
  isDropped: boolean;
}

/** What the checks have found. */
export type Verdict =
  | { readonly kind: "new" }
  | { readonly kind: "repeated"; readonly message: ReceivedMessage }
  | { readonly kind: "bad"; readonly code: BadMsgCode };

/**
 * The messages that a session has received lately: finds repeated ones and judges ids and sequence
 * numbers as Telegram's servers do (spec/mtproto.md §5.3, §5.4, §5.9). Sequence numbers are compared
 * with those of neighbours only, never with a count, so a session may start at any number.
 */
export class ReceivedMessages {
  readonly #messages = new Map<bigint, ReceivedMessage>();
  /** Highest id that was forgotten: whether an id below it was received cannot be told any more. */
  #floor = 0n;
  /** Highest id received. */
  #top = 0n;

  /** What is remembered under this id. */
  get(msgId: bigint): ReceivedMessage | undefined {
    return this.#messages.get(msgId);
  }

  /** Whether the id is so old that nothing is known about it. */
  isForgotten(msgId: bigint): boolean {
    return msgId <= this.#floor;
  }

  /** Judges a message that came on its own or inside a container. */
  judge(msgId: bigint, seqNo: number, isContainer: boolean): Verdict {
    const known = this.#messages.get(msgId);
    if (known !== undefined) {
      return isContainer || known.isContainer
        ? { kind: "bad", code: BAD_MSG.containerIdRepeated }
        : { kind: "repeated", message: known };
    }
    if (this.isForgotten(msgId)) return { kind: "bad", code: BAD_MSG.tooOldToTell };
    for (const other of this.#messages.values()) {
      // Of two messages the later has the higher number, or the same if that is even.
      if (other.msgId < msgId) {
        if (other.seqNo > seqNo || (other.seqNo === seqNo && (seqNo & 1) === 1)) {
          return { kind: "bad", code: BAD_MSG.seqNoTooLow };
        }
      } else if (other.seqNo < seqNo || (other.seqNo === seqNo && (seqNo & 1) === 1)) {
        return { kind: "bad", code: BAD_MSG.seqNoTooHigh };
      }
    }
    return { kind: "new" };
  }

  /** Remembers a message that was judged to be new. */
  add(msgId: bigint, seqNo: number, isContainer: boolean): ReceivedMessage {
    const message = { msgId, seqNo, isContainer, outcome: null, answerMsgId: null, isDropped: false };
    this.#messages.set(msgId, message);
    if (msgId > this.#top) this.#top = msgId;
    for (const oldest of this.#messages.keys()) {
      if (this.#messages.size <= REMEMBERED) break;
      this.#messages.delete(oldest);
      if (oldest > this.#floor) this.#floor = oldest;
    }
    return message;
  }

  /** Makes as if the message had never arrived. */
  remove(msgId: bigint): void {
    this.#messages.delete(msgId);
  }

  /** The byte of `msgs_state_info` for an id (spec §5.10). */
  stateOf(msgId: bigint): number {
    const message = this.#messages.get(msgId);
    if (message === undefined) {
      if (this.isForgotten(msgId)) return STATE.forgotten;
      return msgId > this.#top ? STATE.notYetReceived : STATE.neverReceived;
    }
    let state: number = STATE.received;
    state |= (message.seqNo & 1) === 1 ? STATE.acknowledged : STATE.needsNoAck;
    if (message.outcome !== null) state |= STATE.processing;
    if (message.answerMsgId !== null) state |= STATE.answered;
    return state;
  }
}

/** Enough for a client that sends as fast as it can; clients remember about as many themselves. */
const REMEMBERED = 1024;

const STATE = {
  forgotten: 1,
  neverReceived: 2,
  notYetReceived: 3,
  received: 4,
  acknowledged: 8,
  needsNoAck: 16,
  processing: 32,
  answered: 64,
} as const;
