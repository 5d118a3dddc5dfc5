import type { ByteLayer } from "./ByteLayer.js";
import { ByteQueue } from "./ByteQueue.js";
import { detectTransport } from "./detectTransport.js";
import { helloLength, startFakeTls, type SeenDigests } from "./fakeTls.js";
import { FramingError, type Frame, type FrameCodec, type TransportName } from "./FrameCodec.js";
import { OBFUSCATED_START_LENGTH, startObfuscated } from "./obfuscated.js";
import type { ProxySecret } from "./ProxySecret.js";
import { acceptWebSocket, webSocketLayer, type WebSocketPeer } from "./webSocket.js";

/** What all connections of a listener have in common. */
export interface TransportOptions {
  /** Whether the connection starts with a WebSocket handshake. */
  readonly isWebSocket: boolean;
  /** MTProxy secret that is accepted besides direct connections; null for none. */
  readonly secret: ProxySecret | null;
  readonly seenDigests: SeenDigests;
  /** Server time, for the clock inside a fake-TLS hello. */
  nowSec(): number;
}

/**
 * Everything between the bytes of one socket and its packets, without the socket: finds out from the
 * first bytes what the client speaks, puts the layers for it in place, and then reads frames.
 */
export class TransportStack {
  readonly #options: TransportOptions;
  readonly #wire: WebSocketPeer;
  /** From the wire inwards. */
  readonly #layers: ByteLayer[] = [];
  /** Bytes that went through all layers and were not read yet. */
  readonly #input = new ByteQueue();
  /** How to go on with the input; each stage hands over to the next. */
  #stage: Stage;
  #codec: FrameCodec | null = null;
  #proxyDcId: number | null = null;

  /** `wire` takes what the layers answer by themselves. */
  constructor(options: TransportOptions, wire: WebSocketPeer) {
    this.#options = options;
    this.#wire = wire;
    this.#stage = options.isWebSocket ? "webSocket" : "detect";
  }

  /** Transport that the client chose; null until it is known. */
  get transport(): TransportName | null {
    return this.#codec?.name ?? null;
  }

  /** DC that the client asked a proxy for; null for a direct connection. Known with the first frame. */
  get proxyDcId(): number | null {
    return this.#proxyDcId;
  }

  /**
   * Takes bytes off the wire.
   * @throws {FramingError} when they break the rules of a layer.
   */
  push(chunk: Buffer): void {
    let bytes = chunk;
    for (const layer of this.#layers) bytes = layer.unwrap(bytes);
    this.#input.push(bytes);
  }

  /**
   * The next packet; null when more bytes are needed.
   * @throws {FramingError} when the bytes are no transport, or break the rules of theirs.
   */
  next(): Frame | null {
    while (this.#nextStage());
    return this.#codec?.read(this.#input) ?? null;
  }

  /** The bytes for the wire that carry a packet; null until the transport is known. */
  packet(payload: Uint8Array): Buffer | null {
    return this.#codec && this.wrap(this.#codec.packet(payload));
  }

  /** The bytes for the wire that carry a quick ack; null if the transport has none. */
  quickAck(token: number): Buffer | null {
    const bytes = this.#codec?.quickAck(token) ?? null;
    return bytes && this.wrap(bytes);
  }

  /** Puts bytes into all layers, without framing. */
  wrap(bytes: Buffer): Buffer {
    return this.#layers.reduceRight((wrapped, layer) => layer.wrap(wrapped), bytes);
  }

  /** Does what the stage is for; false when it needs more bytes or nothing is left to do. */
  #nextStage(): boolean {
    switch (this.#stage) {
      case "webSocket":
        return this.#startWebSocket();
      case "detect":
        return this.#detect();
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

  #startWebSocket(): boolean {
    const reply = acceptWebSocket(this.#input);
    if (reply === null) return false;
    this.#wire.writeRaw(reply);
    this.#stage = "obfuscated";
    this.#addLayer(webSocketLayer(this.#wire));
    return true;
  }

  #detect(): boolean {
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

  #startTls(): boolean {
    const length = helloLength(this.#input);
    const hello = length === null ? null : this.#input.take(length);
    const { secret, seenDigests } = this.#options;
    if (hello === null || secret === null) return false;
    const start = startFakeTls(hello, secret, this.#options.nowSec(), seenDigests);
    this.#wire.writeRaw(start.reply);
    this.#stage = "obfuscated";
    this.#addLayer(start.layer);
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
    this.#stage = "frames";
    this.#addLayer(start.layer);
    return true;
  }

  /** The bytes that already wait belong inside the new layer. */
  #addLayer(layer: ByteLayer): void {
    this.#layers.push(layer);
    this.#input.push(layer.unwrap(this.#input.takeAll()));
  }
}

type Stage = "webSocket" | "detect" | "tls" | "obfuscated" | "frames";
