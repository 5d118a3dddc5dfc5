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

const FRAMING: Readonly<Record<TransportName, { readonly transport: Framing; readonly obfuscated: boolean }>> = {
  obfuscated: { transport: "intermediate", obfuscated: true },
  "obfuscated-abridged": { transport: "abridged", obfuscated: true },
  "obfuscated-padded": { transport: "padded", obfuscated: true },
  abridged: { transport: "abridged", obfuscated: false },
  intermediate: { transport: "intermediate", obfuscated: false },
  padded: { transport: "padded", obfuscated: false },
  full: { transport: "full", obfuscated: false },
};

export const TRANSPORT_NAMES: readonly string[] = Object.keys(FRAMING);

/** What the native side needs to know of a transport. */
export function framingOf(name: TransportName): { readonly transport: Framing; readonly obfuscated: boolean } {
  return FRAMING[name];
}

/** Whether what is sent looks like noise. */
export function isObfuscated(name: TransportName): boolean {
  return FRAMING[name].obfuscated;
}
