import { type Exchange, raw, Session, type SessionSettings } from "../native.js";
import { PackedEvents } from "./PackedEvents.js";
import { type PacketMemory, packetMemory, packetMemoryOf } from "./PacketMemory.js";
import type { Wrapping } from "./transportName.js";

/** What a session has to say after it was told something. To be carried out in this order. */
export interface Turn {
  /** Bytes for the socket; they belong to whom they were given. */
  readonly toWrite: Uint8Array | null;
  readonly events: PackedEvents | null;
  /** There is more, to be written or of events: call `flush`. */
  readonly hasMore: boolean;
  /** When `handleTimeout` wants to be called; −1: there is nothing to wait for. */
  readonly timeoutMs: number;
}

/** Bytes of a turn before its events. */
const HEADER_BYTES = 24;

/** Room for what a turn holds besides answers and updates: its header, acks, new salts. */
const SMALL_BYTES = 512;

/**
 * A native session. Each read of a socket and each write is one call of the addon, which takes what arrived and gives
 * what to write, the events and the next deadline. The session goes with this object.
 */
export class SessionPort {
  readonly #session: Session;
  readonly #number: number;
  /** Bytes of a frame that came without its end. */
  #begunBytes = 0;
  /** How many more must come before anything comes of them. */
  #missingBytes = 0;

  constructor(settings: SessionSettings) {
    this.#session = new Session(settings);
    this.#number = this.#session.number;
  }

  /** The id that the server knows it by now. */
  get sessionId(): bigint {
    return this.#session.sessionId;
  }

  /** A new socket is open. */
  connect(): void {
    this.#session.connect();
  }

  /** Goes on, on the socket on which the exchange has made the key. */
  adopt(exchange: Exchange): void {
    this.#session.adopt(exchange);
  }

  /** The socket is gone. Calls are kept. */
  disconnect(): void {
    this.#session.disconnect();
  }

  /**
   * Makes a call, which leaves with the next `flush`; its answer is an event with this id. The bytes are copied.
   *
   * @param options 1: do not pack it with gzip; 2: tell as soon as the server has it; 4: fail it rather than
   *   send it again when it may have run
   */
  invoke(id: number, body: Uint8Array, options: number): void {
    raw.sessionInvoke(this.#number, id, body, options);
  }

  /** The server shall run the call `id`, which was not flushed yet, only when the call `previous` has succeeded. */
  follow(id: number, previous: number): void {
    this.#session.follow(id, previous);
  }

  /** Sockets to come are framed like this. */
  setWrapping({ transport, obfuscated, secret }: Wrapping, wireDcId: number): void {
    this.#session.setTransport(transport, obfuscated, wireDcId, secret);
  }

  /** Binds the key, which is a temporary one, to the permanent one before any call leaves; an event tells how that went. */
  bind(permanentKey: Uint8Array, expiresAtSec: number): void {
    this.#session.bind(permanentKey, expiresAtSec);
  }

  /** Goes on under another key, on a new socket. Calls are kept; those that were on their way may run twice. */
  replaceKey(authKey: Uint8Array, salts: Uint8Array): void {
    this.#session.replaceKey(authKey, salts);
  }

  /** Gives a call up; no event follows. */
  cancel(id: number): void {
    this.#session.cancel(id);
  }

  /** Whether the server may have carried out a call. True of one that the session does not know any more: it is answered. */
  mayHaveRun(id: number): boolean {
    return this.#session.mayHaveRun(id) ?? true;
  }

  /** Makes all acks due, for a last `flush` before the socket is closed on purpose. */
  flushAcks(): void {
    this.#session.flushAcks();
  }

  /** Takes bytes as they arrive, and works on them where they are: nothing is to be expected of them afterwards. */
  receive(chunk: Uint8Array): Turn {
    // What is not packed takes less room than its frame; then it is written there at once.
    const answers = chunk.length < this.#missingBytes ? 0 : this.#begunBytes + chunk.length;
    const memory = packetMemoryOf(answers + SMALL_BYTES);
    return this.#turn(memory, raw.sessionReceive(this.#number, chunk, memory.bytes, memory.free));
  }

  flush(): Turn {
    const memory = packetMemory();
    return this.#turn(memory, raw.sessionFlush(this.#number, memory.bytes, memory.free));
  }

  handleTimeout(): Turn {
    const memory = packetMemory();
    return this.#turn(memory, raw.sessionTimeout(this.#number, memory.bytes, memory.free));
  }

  /** @param taken how many bytes the turn took of the memory; negative: how many it takes, they did not fit */
  #turn(given: PacketMemory, taken: number): Turn {
    const memory = taken > 0 ? given : packetMemoryOf(-taken);
    const start = memory.free;
    const { words } = memory;
    const used = taken > 0 ? taken : raw.sessionFlush(this.#number, memory.bytes, start);
    if (used < 0) throw new Error(`a session takes ${-used} bytes, and said ${-taken} before`);
    memory.free += used;
    const at = start >> 2;
    const eventBytes = words[at] ?? 0;
    const writeBytes = words[at + 1] ?? 0;
    this.#begunBytes = words[at + 4] ?? 0;
    this.#missingBytes = words[at + 5] ?? 0;
    const eventsStart = start + HEADER_BYTES;
    const writeStart = eventsStart + eventBytes;
    return {
      toWrite: writeBytes === 0 ? null : memory.bytes.subarray(writeStart, writeStart + writeBytes),
      events: eventBytes === 0 ? null : new PackedEvents(memory, eventsStart, eventBytes),
      timeoutMs: words[at + 2] ?? -1,
      hasMore: words[at + 3] === 1,
    };
  }
}
