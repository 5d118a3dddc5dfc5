import { once } from "node:events";
import { connect, type Socket } from "node:net";

import { Exchange, type ExchangeStep } from "../../ts/native.js";
import { EventKind } from "../../ts/network/PackedEvents.js";
import { SessionPort, type Turn } from "../../ts/network/SessionPort.js";

export interface SessionEvent {
  readonly kind: number;
  readonly id: number;
  readonly extra: number;
  readonly payload: Buffer;
}

export interface LinkOptions {
  readonly port: number;
  readonly transport: "abridged" | "intermediate" | "padded" | "full";
  readonly obfuscated: boolean;
  readonly rsaKeys: readonly string[];
  readonly dcId?: number;
  readonly expiresInSec?: number;
  /** Bytes for each `receive`, to cut what arrives. */
  readonly chunk?: number;
}

/** A socket with the native exchange and session on it, as bare as can be: what the binding promises, and no more. */
export class NativeLink {
  readonly socket: Socket;
  readonly events: SessionEvent[] = [];
  session: SessionPort | null = null;
  readonly #options: LinkOptions;
  #waiting: (() => void) | null = null;

  private constructor(socket: Socket, options: LinkOptions) {
    this.socket = socket;
    this.#options = options;
  }

  static async open(options: LinkOptions): Promise<NativeLink> {
    const socket = connect(options.port, "127.0.0.1");
    await once(socket, "connect");
    return new NativeLink(socket, options);
  }

  exchange(): Exchange {
    const { transport, obfuscated, rsaKeys, dcId = 2, expiresInSec } = this.#options;
    return new Exchange({ transport, obfuscated, dcId, rsaKeys: [...rsaKeys], ...(expiresInSec === undefined ? {} : { expiresInSec }) });
  }

  /** Runs a whole exchange. */
  async makeKey(exchange = this.exchange()): Promise<ExchangeStep> {
    this.socket.write(exchange.start());
    for (;;) {
      let isReady = false;
      while (!isReady) for (const piece of this.#pieces(await this.#read())) isReady = exchange.receive(piece) || isReady;
      const step = await exchange.step();
      if (step.send) this.socket.write(step.send);
      if (step.authKey) return step;
    }
  }

  /** Goes on as a session, on the exchange's transport or on a fresh one. */
  begin(authKey: Uint8Array, exchange: Exchange | null, salts: Uint8Array = new Uint8Array(), timeOffsetMs = 0): SessionPort {
    const { transport, obfuscated, dcId = 2 } = this.#options;
    const session = new SessionPort({ authKey, transport, obfuscated, dcId, salts, timeOffsetMs });
    this.attach(session, exchange);
    return session;
  }

  attach(session: SessionPort, exchange: Exchange | null = null): void {
    this.session = session;
    if (exchange === null) session.connect();
    else session.adopt(exchange);
    this.socket.on("data", (chunk) => {
      for (const piece of this.#pieces(chunk)) this.#take(session.receive(piece));
    });
    this.socket.resume();
    this.flush();
  }

  flush(): void {
    if (this.session !== null) this.#take(this.session.flush());
  }

  invoke(id: number, body: Uint8Array, options = 0): void {
    this.session?.invoke(id, body, options);
    this.flush();
  }

  /** The answer to a call: its result, its error or its failure. */
  async answer(id: number): Promise<SessionEvent> {
    const kinds = new Set<number>([EventKind.result, EventKind.rpcError, EventKind.failed]);
    return this.event((event) => event.id === id && kinds.has(event.kind));
  }

  async event(matches: (event: SessionEvent) => boolean): Promise<SessionEvent> {
    for (;;) {
      const at = this.events.findIndex(matches);
      const [event] = at < 0 ? [] : this.events.splice(at, 1);
      if (event !== undefined) return event;
      await new Promise<void>((resolve) => (this.#waiting = resolve));
    }
  }

  close(): void {
    this.socket.destroy();
    this.session?.disconnect();
  }

  #take({ toWrite, events, hasMore }: Turn): void {
    if (toWrite !== null) this.socket.write(toWrite);
    while (events?.next() === true) {
      const { kind, id, extra } = events;
      const payload = events.payload();
      if (payload.byteOffset % 4 !== 0) throw new Error("an event is not aligned");
      this.events.push({ kind, id, extra, payload });
    }
    if (hasMore) return this.flush();
    this.#waiting?.();
  }

  async #read(): Promise<Buffer> {
    this.socket.resume();
    const [chunk] = await Promise.race([
      once(this.socket, "data"),
      once(this.socket, "close").then(() => Promise.reject(new Error("the server hung up"))),
    ]);
    this.socket.pause();
    return chunk as Buffer;
  }

  #pieces(chunk: Buffer): Buffer[] {
    const { chunk: size = chunk.length } = this.#options;
    return Array.from({ length: Math.ceil(chunk.length / size) }, (_, index) => chunk.subarray(index * size, (index + 1) * size));
  }
}
