import type { MtproxySecret } from "../transport/index.js";

/**
 * How packets are put onto the line (spec/mtproto.md §6). `obfuscated` is obfuscated2 over intermediate; the full
 * transport has no obfuscated form. `websocket` is `obfuscated` inside a WebSocket with TLS (`wss:`), as browsers
 * connect; `websocket-insecure` the same without TLS, for private servers and tests: MTProto itself is as safe.
 */
export type TransportName =
  | "obfuscated"
  | "obfuscated-abridged"
  | "obfuscated-padded"
  | "abridged"
  | "intermediate"
  | "padded"
  | "full"
  | "websocket"
  | "websocket-insecure";

export type Framing = "abridged" | "intermediate" | "padded" | "full";

/** How a stream is framed, and whether that is hidden. */
export interface Wrapping {
  readonly transport: Framing;
  readonly obfuscated: boolean;
  /** 32 hex digits of an MTProxy secret, which goes into the obfuscation. */
  readonly secret?: string;
}

const FRAMING: Readonly<Record<TransportName, Wrapping>> = {
  obfuscated: { transport: "intermediate", obfuscated: true },
  "obfuscated-abridged": { transport: "abridged", obfuscated: true },
  "obfuscated-padded": { transport: "padded", obfuscated: true },
  abridged: { transport: "abridged", obfuscated: false },
  intermediate: { transport: "intermediate", obfuscated: false },
  padded: { transport: "padded", obfuscated: false },
  full: { transport: "full", obfuscated: false },
  websocket: { transport: "intermediate", obfuscated: true },
  "websocket-insecure": { transport: "intermediate", obfuscated: true },
};

export const TRANSPORT_NAMES: readonly string[] = Object.keys(FRAMING);

/** Transports to try one after the other when a DC does not answer and the user has no wish. */
export const DEFAULT_TRANSPORTS: readonly TransportName[] = ["obfuscated", "obfuscated-padded"];

/** What the native side needs to know of a transport. */
export function framingOf(name: TransportName): Wrapping {
  return FRAMING[name];
}

/** The same on a stream that has a secret, which says the framing; a simple one leaves it as it is. */
export function withSecret({ transport }: Wrapping, { kind, key }: MtproxySecret): Wrapping {
  return { transport: kind === "simple" ? transport : "padded", obfuscated: true, secret: Buffer.from(key).toString("hex") };
}

/** Whether packets travel in a WebSocket. */
export function isWebSocket(name: TransportName): name is "websocket" | "websocket-insecure" {
  return name === "websocket" || name === "websocket-insecure";
}
