import type { Socket } from "node:net";
import { FramingError, type Frame, type TransportName } from "./FrameCodec.js";
import { PacedWriter, type Pace } from "./PacedWriter.js";
import { TransportStack, type TransportOptions } from "./TransportStack.js";

/** Receives what a connection brings. */
export interface ConnectionHandler {
  /** One packet. While a returned promise is pending the next packet waits. */
  frame(frame: Frame): void | Promise<void>;
  /** The socket is closed, whoever closed it. Called once. */
  closed(): void;
  /** Something went wrong that is not the client's fault; the socket is being closed. */
  failed(error: unknown): void;
}

/**
 * One client's socket: bytes in, packets out, and the other way round. Anything that breaks the rules
 * of a transport destroys the socket and nothing else.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #writer: PacedWriter;
  readonly #stack: TransportStack;
  #handler: ConnectionHandler | null = null;
  #isDeaf = false;
  /** Nothing goes out any more. */
  #isMute = false;
  /** The handler is at work, so the input waits. */
  #isWaiting = false;
  /** Ends a socket that was closed on this side only. */
  #lingering: NodeJS.Timeout | null = null;

  constructor(socket: Socket, options: TransportOptions) {
    this.#socket = socket;
    this.#writer = new PacedWriter(socket);
    this.#stack = new TransportStack(options, {
      writeRaw: (bytes) => this.#write(bytes),
      close: () => this.close(),
    });
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => this.#receive(chunk));
    // A reset by the client is ordinary here; "close" follows and does the work.
    socket.on("error", () => {});
    socket.on("close", () => {
      this.#writer.drop();
      if (this.#lingering !== null) clearTimeout(this.#lingering);
      this.#handler?.closed();
    });
  }

  /** Transport that the client chose; null until it is known. */
  get transport(): TransportName | null {
    return this.#stack.transport;
  }

  /** DC that the client asked a proxy for; null for a direct connection. Known with the first frame. */
  get proxyDcId(): number | null {
    return this.#stack.proxyDcId;
  }

  /** Whether packets can still be sent. */
  get isOpen(): boolean {
    return this.#socket.writable && !this.#socket.destroyed;
  }

  /** Must be set before the socket's first bytes arrive. */
  set handler(handler: ConnectionHandler) {
    this.#handler = handler;
  }

  /** Makes all that is written from now on late or cut into pieces. */
  set pace(pace: Pace) {
    this.#writer.pace = pace;
  }

  /** Sends one packet in the client's transport. */
  send(payload: Uint8Array): void {
    if (this.isOpen) this.#write(this.#stack.packet(payload));
  }

  /** Sends a quick ack, if the transport has them. */
  sendQuickAck(token: number): void {
    if (this.isOpen) this.#write(this.#stack.quickAck(token));
  }

  /** Sends a transport error such as −404, in the client's framing (spec/mtproto.md §6.10). */
  sendTransportError(code: number): void {
    const payload = Buffer.allocUnsafe(4);
    payload.writeInt32LE(code);
    this.send(payload);
  }

  /** Sends bytes inside obfuscation but without framing: for faults. */
  sendUnframed(bytes: Buffer): void {
    if (this.isOpen) this.#write(this.#stack.wrap(bytes));
  }

  /** Closes after everything written so far has gone out; nothing more is looked at. */
  close(): void {
    this.#isDeaf = true;
    // A client that never closes its side must not keep the socket.
    this.#socket.once("finish", () => {
      this.#lingering ??= setTimeout(() => this.#socket.destroy(), LINGER_MS).unref();
    });
    this.#writer.end();
    this.#socket.resume();
  }

  /** Closes at once; what was not sent is lost. */
  destroy(): void {
    this.#socket.destroy();
  }

  /** Closes at once with a TCP RST. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }

  /** From now on nothing that arrives is looked at and nothing more is sent, as if the host had lost power. */
  goDeaf(): void {
    this.#isDeaf = true;
    this.#isMute = true;
  }

  #receive(chunk: Buffer): void {
    if (this.#isDeaf) return;
    try {
      this.#stack.push(chunk);
      if (!this.#isWaiting) this.#readFrames();
    } catch (error) {
      this.#fail(error);
    }
  }

  #readFrames(): void {
    while (!this.#isDeaf) {
      const frame = this.#stack.next();
      if (frame === null) return;
      const pending = this.#handler?.frame(frame);
      if (pending !== undefined) {
        this.#readOnAfter(pending).catch((error: unknown) => this.#fail(error));
        return;
      }
    }
  }

  async #readOnAfter(pending: Promise<void>): Promise<void> {
    this.#isWaiting = true;
    this.#socket.pause();
    await pending;
    this.#isWaiting = false;
    if (this.#socket.destroyed) return;
    this.#socket.resume();
    this.#readFrames();
  }

  #write(bytes: Buffer | null): void {
    if (bytes === null || this.#isMute) return;
    this.#writer.write(bytes);
    // Somebody who asks without reading must not fill this process.
    if (this.#socket.writableLength > MOST_UNREAD_BYTES) this.destroy();
  }

  #fail(error: unknown): void {
    this.destroy();
    if (!(error instanceof FramingError)) this.#handler?.failed(error);
  }
}

/** How long a client may take to close its side too. */
const LINGER_MS = 2000;
const MOST_UNREAD_BYTES = 256 * 1024 * 1024;
