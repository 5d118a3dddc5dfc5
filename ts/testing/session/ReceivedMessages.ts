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
  /** In the order in which they arrived. */
  readonly #messages = new Map<bigint, ReceivedMessage>();
  /** The same by id; their sequence numbers never fall, or they would have been refused. */
  #byId: ReceivedMessage[] = [];
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
    // Of two messages the later has the higher number, or the same if that is even.
    const place = this.#placeOf(msgId);
    const isContent = (seqNo & 1) === 1;
    const before = this.#byId[place - 1];
    if (before !== undefined && (before.seqNo > seqNo || (before.seqNo === seqNo && isContent))) {
      return { kind: "bad", code: BAD_MSG.seqNoTooLow };
    }
    const after = this.#byId[place];
    if (after !== undefined && (after.seqNo < seqNo || (after.seqNo === seqNo && isContent))) {
      return { kind: "bad", code: BAD_MSG.seqNoTooHigh };
    }
    return NEW;
  }

  /** Remembers a message that was judged to be new. */
  add(msgId: bigint, seqNo: number, isContainer: boolean): ReceivedMessage {
    const message = { msgId, seqNo, isContainer, outcome: null, answerMsgId: null, isDropped: false };
    this.#messages.set(msgId, message);
    this.#byId.splice(this.#placeOf(msgId), 0, message);
    if (msgId > this.#top) this.#top = msgId;
    if (this.#messages.size > MOST_REMEMBERED) this.#forgetOldest();
    return message;
  }

  /** Makes as if the message had never arrived. */
  remove(msgId: bigint): void {
    if (this.#messages.delete(msgId)) this.#byId.splice(this.#placeOf(msgId), 1);
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

  /** Where the id stands, or would stand, in the order of ids. Most are new: looked for from the end. */
  #placeOf(msgId: bigint): number {
    let place = this.#byId.length;
    for (let other = this.#byId[place - 1]; other !== undefined && other.msgId >= msgId; other = this.#byId[place - 1]) place -= 1;
    return place;
  }

  /** Many at a time: each costs next to nothing so. */
  #forgetOldest(): void {
    for (const oldest of this.#messages.keys()) {
      if (this.#messages.size <= REMEMBERED) break;
      this.#messages.delete(oldest);
      if (oldest > this.#floor) this.#floor = oldest;
    }
    this.#byId = this.#byId.filter(({ msgId }) => this.#messages.has(msgId));
  }
}

const NEW: Verdict = { kind: "new" };

/** Enough for a client that sends as fast as it can; clients remember about as many themselves. */
const REMEMBERED = 1024;
/** When there are more than that, they are cut down to as many as are remembered at least. */
const MOST_REMEMBERED = REMEMBERED + 128;

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
