import type { tl } from "../tl/index.js";
import { checkDcOptions, DC_FLAGS, plainDcOptions, readDcOptions, type DcOption } from "./DcOption.js";

/** What a client keeps of `help.getConfig` (spec/mtproto.md §8.5). */
export interface ServerConfig {
  readonly dcOptions: readonly DcOption[];
  readonly prefersIpv6: boolean;
  /** Wall clock, milliseconds: when to ask again. */
  readonly refreshAtMs: number;
}

/** What is read of the answer. */
export type ConfigAnswer = Pick<tl.RawConfig, "date" | "expires" | "dcOptions" | "forceTryIpv6">;

const SHORTEST_SEC = 60;
const LONGEST_SEC = 86_400;
/** Part of the lifetime that is cut off at random, so that clients do not ask together. */
const SPREAD = 0.2;

/** Reads an answer; addresses that no connection could use are left out. */
export function readConfig(config: ConfigAnswer, nowMs: number, random: () => number = Math.random): ServerConfig {
  const lifetimeSec = Math.min(LONGEST_SEC, Math.max(SHORTEST_SEC, config.expires - config.date));
  return {
    dcOptions: config.dcOptions.flatMap(readOption),
    prefersIpv6: config.forceTryIpv6 === true,
    refreshAtMs: nowMs + 1000 * lifetimeSec * (1 - SPREAD * random()),
  };
}

function readOption(raw: tl.DcOption): readonly DcOption[] {
  const { id, ipAddress: host, port, secret } = raw;
  const flags = Object.fromEntries(DC_FLAGS.filter((flag) => raw[flag] === true).map((flag) => [flag, true]));
  const option = { id, host, port, ...flags, ...(secret === undefined ? {} : { secret: Uint8Array.from(secret) }) };
  try {
    return checkDcOptions([option], "dcOptions");
  } catch {
    return [];
  }
}

/** The configuration as it is stored. */
export function packConfig({ dcOptions, prefersIpv6, refreshAtMs }: ServerConfig): Uint8Array {
  return Buffer.from(JSON.stringify({ dcOptions: plainDcOptions(dcOptions), prefersIpv6, refreshAtMs }));
}

/** Reads what {@link packConfig} wrote; null for anything else: it can be asked for again. */
export function unpackConfig(bytes: Uint8Array): ServerConfig | null {
  try {
    const stored: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
    if (typeof stored !== "object" || stored === null) return null;
    const { dcOptions, prefersIpv6, refreshAtMs } = stored as Partial<Record<keyof ServerConfig, unknown>>;
    if (typeof refreshAtMs !== "number") return null;
    return { dcOptions: readDcOptions(dcOptions, "dcOptions"), prefersIpv6: prefersIpv6 === true, refreshAtMs };
  } catch {
    return null;
  }
}
