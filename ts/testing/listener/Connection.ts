import type { Socket } from "node:net";
import type { ByteLayer } from "./ByteLayer.js";
import { ByteQueue } from "./ByteQueue.js";
import { detectTransport } from "./detectTransport.js";
import { helloLength, startFakeTls, type SeenDigests } from "./fakeTls.js";
import { FramingError, type Frame, type FrameCodec, type TransportName } from "./FrameCodec.js";
import { OBFUSCATED_START_LENGTH, startObfuscated } from "./obfuscated.js";
import { PacedWriter, type Pace } from "./PacedWriter.js";
import type { ProxySecret } from "./ProxySecret.js";
import { acceptWebSocket, webSocketLayer } from "./webSocket.js";

/** What all connections of a listener have in common. */
export interface ConnectionOptions {
  /** Whether the connection starts with a WebSocket handshake. */
  readonly isWebSocket: boolean;
  /** MTProxy secret that is accepted besides direct connections; null for none. */
  readonly secret: ProxySecret | null;
  readonly seenDigests: SeenDigests;
  /** Server time, for the clock inside a fake-TLS hello. */
  nowSec(): number;
}

/** Receives what a connection brings. */
export interface ConnectionHandler {
  /** One packet. While a returned promise is pending the next packet waits. */
  frame(frame: Frame): void | Promise<void>;
  /** The socket is closed, whoever closed it. Called once. */
  closed(): void;
}

/**
 * One client's socket: bytes in, packets out, and the other way round. It finds out the transport
 * by itself. Anything that breaks a transport's rules destroys the socket and nothing else.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #options: ConnectionOptions;
  readonly #writer: PacedWriter;
  /** From the wire inwards. */
  readonly #layers: ByteLayer[] = [];
  /** Bytes that went through all layers and were not read yet. */
  readonly #input = new ByteQueue();
  /** How to go on with the input; each stage hands over to the next. */
  #stage: Stage;
  #codec: FrameCodec | null = null;
  #handler: ConnectionHandler | null = null;
  #proxyDcId: number | null = null;
  #isDeaf = false;
  /** A handler is at work, so the input waits. */
  #isWaiting = false;

  constructor(socket: Socket, options: ConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#writer = new PacedWriter(socket);
    this.#stage = options.isWebSocket ? "webSocket" : "detect";
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => this.#receive(chunk));
    // A reset by the client is ordinary here; "close" follows and does the work.
    socket.on("error", () => {});
    socket.on("close", () => {
      this.#writer.drop();
      this.#handler?.closed();
    });
  }

  /** Transport that the client chose; null until it is known. */
  get transport(): TransportName | null {
    return this.#codec?.name ?? null;
  }

  /** DC that the client asked a proxy for; null for a direct connection. Known with the first frame. */
  get proxyDcId(): number | null {
    return this.#proxyDcId;
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
    if (this.#codec !== null) this.#write(this.#codec.packet(payload));
  }

  /** Sends a quick ack, if the transport has them. */
  sendQuickAck(token: number): void {
    const bytes = this.#codec?.quickAck(token);
    if (bytes) this.#write(bytes);
  }

  /** Sends a transport error such as −404, in the client's framing (spec/mtproto.md §6.10). */
  sendTransportError(code: number): void {
    const payload = Buffer.allocUnsafe(4);
    payload.writeInt32LE(code);
    this.send(payload);
  }

  /** Sends bytes inside obfuscation but without framing: for faults. */
  sendUnframed(bytes: Buffer): void {
    this.#write(bytes);
  }

  /** Closes after everything written so far has gone out. */
  close(): void {
    this.#writer.end();
    // A client that never closes its side must not keep the socket.
    this.#isDeaf = true;
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

  /** From now on nothing that arrives is looked at, as if the host had lost power. */
  goDeaf(): void {
    this.#isDeaf = true;
  }

  #receive(chunk: Buffer): void {
    if (this.#isDeaf) return;
    try {
      let bytes = chunk;
      for (const layer of this.#layers) bytes = layer.unwrap(bytes);
      this.#input.push(bytes);
      if (!this.#isWaiting) this.#advance();
    } catch (error) {
      this.#fail(error);
    }
  }

  #advance(): void {
    while (!this.#isDeaf && this.#stage !== "frames" && this.#nextStage());
    while (!this.#isDeaf && this.#codec !== null) {
      const frame = this.#codec.read(this.#input);
      if (frame === null) return;
      const pending = this.#handler?.frame(frame);
      if (pending !== undefined) {
        this.#wait(pending);
        return;
      }
    }
  }

  #wait(pending: Promise<void>): void {
    this.#isWaiting = true;
    this.#socket.pause();
    pending
      .then(() => {
        this.#isWaiting = false;
        if (this.#socket.destroyed) return;
        this.#socket.resume();
        this.#advance();
      })
      .catch((error: unknown) => this.#fail(error));
  }

  /** Does what the stage is for; false when it needs more bytes. */
  #nextStage(): boolean {
    switch (this.#stage) {
      case "webSocket": {
        const reply = acceptWebSocket(this.#input);
        if (reply === null) return false;
        this.#writer.write(reply);
        this.#addLayer(webSocketLayer({ writeRaw: (bytes) => this.#writer.write(bytes), close: () => this.close() }));
        this.#stage = "obfuscated";
        return true;
      }
      case "detect": {
        const detected = detectTransport(this.#input);
        if (detected === null) return false;
        if (detected.kind === "plain") {
          this.#codec = detected.codec;
          this.#stage = "frames";
        } else {
          const isTls = detected.kind === "tls" && this.#options.secret?.kind === "fakeTls";
          this.#stage = isTls ? "tls" : "obfuscated";
        }
        return true;
      }
      case "tls":
        return this.#startTls();
      case "obfuscated":
        return this.#startObfuscation();
      case "frames":
        return false;
      default:
        return this.#stage satisfies never;
    }
  }

  #startTls(): boolean {
    const length = helloLength(this.#input);
    const hello = length === null ? null : this.#input.take(length);
    const { secret, seenDigests } = this.#options;
    if (hello === null || secret === null) return false;
    const start = startFakeTls(hello, secret, this.#options.nowSec(), seenDigests);
    this.#writer.write(start.reply);
    this.#addLayer(start.layer);
    this.#stage = "obfuscated";
    return true;
  }

  #startObfuscation(): boolean {
    const block = this.#input.take(OBFUSCATED_START_LENGTH);
    if (block === null) return false;
    const direct = startObfuscated(block, null);
    const key = this.#options.secret?.key ?? null;
    const start = direct ?? (key && startObfuscated(block, key));
    if (start === null) throw new FramingError("an obfuscated connection of no known transport");
    if (direct === null) this.#proxyDcId = Math.abs(start.dcId) % 10000;
    this.#codec = start.codec;
    this.#addLayer(start.layer);
    this.#stage = "frames";
    return true;
  }

  /** The bytes that already wait belong inside the new layer. */
  #addLayer(layer: ByteLayer): void {
    this.#layers.push(layer);
    this.#input.push(layer.unwrap(this.#input.takeAll()));
  }

  #write(bytes: Buffer): void {
    if (!this.isOpen) return;
    let wrapped = bytes;
    for (const layer of this.#layers.toReversed()) wrapped = layer.wrap(wrapped);
    this.#writer.write(wrapped);
    // Somebody who asks without reading must not fill this process.
    if (this.#socket.writableLength > MOST_UNREAD_BYTES) this.destroy();
  }

  #fail(error: unknown): void {
    this.destroy();
    if (!(error instanceof FramingError)) throw error;
  }
}

type Stage = "webSocket" | "detect" | "tls" | "obfuscated" | "frames";

const MOST_UNREAD_BYTES = 256 * 1024 * 1024;

