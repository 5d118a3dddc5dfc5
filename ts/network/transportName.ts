/**
 * Framing of the TCP stream (spec/mtproto.md §6). `obfuscated` is obfuscated2 over intermediate; the full
 * transport has no obfuscated form.
 */
export type TransportName =
  | "obfuscated"
  | "obfuscated-abridged"
  | "obfuscated-padded"
  | "abridged"
  | "intermediate"
  | "padded"
  | "full";

export type Framing = "abridged" | "intermediate" | "padded" | "full";

/** How a stream is framed, and whether that is hidden. */
export interface Wrapping {
  readonly transport: Framing;
  readonly obfuscated: boolean;
}

const FRAMING: Readonly<Record<TransportName, Wrapping>> = {
  obfuscated: { transport: "intermediate", obfuscated: true },
  "obfuscated-abridged": { transport: "abridged", obfuscated: true },
  "obfuscated-padded": { transport: "padded", obfuscated: true },
  abridged: { transport: "abridged", obfuscated: false },
  intermediate: { transport: "intermediate", obfuscated: false },
  padded: { transport: "padded", obfuscated: false },
  full: { transport: "full", obfuscated: false },
};

export const TRANSPORT_NAMES: readonly string[] = Object.keys(FRAMING);

/** Transports to try one after the other when a DC does not answer and the user has no wish. */
export const DEFAULT_TRANSPORTS: readonly TransportName[] = ["obfuscated", "obfuscated-padded"];

/** What the native side needs to know of a transport. */
export function framingOf(name: TransportName): Wrapping {
  return FRAMING[name];
}

/** Whether what is sent looks like noise. */
export function isObfuscated(name: TransportName): boolean {
  return FRAMING[name].obfuscated;
}
