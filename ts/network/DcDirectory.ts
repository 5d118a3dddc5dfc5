import { isIPv6 } from "node:net";
import { sha1 } from "../crypto/index.js";
import type { DcOption } from "./DcOption.js";
import { isPublicAddress } from "./isPublicAddress.js";
import { LazyMap } from "./LazyMap.js";
import { DIRECT_PACE, PROXY_PACE, type RacePace } from "./raceDial.js";

/** `true`: over IPv6 alone, `false`: over IPv4 alone, `"auto"`: over what answers first. */
export type IpFamily = boolean | "auto";

/** What a connection is for: main ones carry API calls, media ones files, CDN ones copies of public files. */
export type AddressKind = "main" | "media" | "cdn";

export interface DcDirectoryOptions {
  /** Addresses that the user gave: for their DCs no others are used, and none of Telegram's own for any DC. */
  readonly explicit: readonly DcOption[] | null;
  /** Telegram's published start addresses. */
  readonly builtIn: readonly DcOption[];
  readonly family: IpFamily;
  /** Whether the connections are obfuscated, and over TCP: some addresses take no others. */
  readonly obfuscated: boolean;
  /** Whether all goes through a proxy. @default false */
  readonly behindProxy?: boolean;
  /** Whether the list of the server's configuration is of use: its addresses are for TCP. @default true */
  readonly learns?: boolean;
}

/** Ports on which each of Telegram's addresses listens, best first (spec/mtproto.md §2.1). */
const PORTS: readonly number[] = [443, 80, 5222];

/**
 * Where each DC can be reached: what the user said, else what the server's configuration says, and behind
 * that the addresses that are built in. It remembers which address answered last and which ones failed.
 */
export class DcDirectory {
  readonly #options: DcDirectoryOptions;
  #learnt: readonly DcOption[] = [];
  #prefersIpv6 = false;
  /** The address of each DC and kind that answered last. */
  readonly #winners = new Map<string, string>();
  /** Addresses that failed since they last answered, in the order of their failures. */
  readonly #failed = new LazyMap<string, number>();
  #failures = 0;

  constructor(options: DcDirectoryOptions) {
    this.#options = options;
  }

  /**
   * Takes the list of the server's configuration, as a whole. Unless the user gave addresses of a private
   * server, those that are not in the public internet are left out (spec/mtproto.md §8.5).
   */
  learn(options: readonly DcOption[], prefersIpv6: boolean): void {
    if (this.#options.learns === false) return;
    const isPrivateServer = this.#options.explicit !== null;
    this.#learnt = isPrivateServer ? options : options.filter(({ host }) => isPublicAddress(host));
    this.#prefersIpv6 = prefersIpv6;
  }

  /** Every DC of which an address is known. */
  dcIds(): readonly number[] {
    const { explicit, builtIn } = this.#options;
    return [...new Set([...(explicit ?? builtIn), ...this.#learnt].map(({ id }) => id))];
  }

  has(dcId: number): boolean {
    return this.#known(dcId).length > 0;
  }

  /** Whether it is a DC of the content delivery network alone. */
  isCdn(dcId: number): boolean {
    const known = this.#known(dcId);
    return known.length > 0 && known.every(({ cdn }) => cdn === true);
  }

  /** How its addresses are raced. */
  get pace(): RacePace {
    return this.#options.behindProxy === true ? PROXY_PACE : DIRECT_PACE;
  }

  /** Addresses of a DC in the order in which they are worth a try; those that failed last come last. */
  addresses(dcId: number, kind: AddressKind): readonly DcOption[] {
    const fit = this.#known(dcId).filter((option) => this.#fits(option, kind));
    const media = kind === "media" ? fit.filter(({ mediaOnly }) => mediaOnly === true) : [];
    const wanted = media.length > 0 ? media : fit.filter(({ mediaOnly }) => mediaOnly !== true);
    const winner = this.#winners.get(placeOf(dcId, kind));
    const rank = (option: DcOption): number => this.#failed.get(keyOf(option)) ?? (keyOf(option) === winner ? -1 : 0);
    return this.#withPorts(this.#ofFamily(this.#staticFirst(wanted))).sort((a, b) => rank(a) - rank(b));
  }

  /** Returns whether another one answered last. */
  succeeded(dcId: number, kind: AddressKind, option: DcOption): boolean {
    const place = placeOf(dcId, kind);
    const key = keyOf(option);
    this.#failed.delete(key);
    if (this.#winners.get(place) === key) return false;
    this.#winners.set(place, key);
    return true;
  }

  failed(option: DcOption): void {
    this.#failed.set(keyOf(option), ++this.#failures);
  }

  /** The addresses that answered last, for the next start. */
  packWinners(): Uint8Array {
    return Buffer.from(JSON.stringify([...this.#winners]));
  }

  /** Takes what {@link DcDirectory.packWinners} gave; anything else is left alone: it is only a matter of order. */
  recallWinners(packed: Uint8Array): void {
    try {
      const entries: unknown = JSON.parse(Buffer.from(packed).toString("utf8"));
      if (!Array.isArray(entries)) return;
      for (const entry of entries as readonly unknown[]) {
        const [place, key]: readonly unknown[] = Array.isArray(entry) ? entry : [];
        if (typeof place === "string" && typeof key === "string") this.#winners.set(place, key);
      }
    } catch {
      // They are found again.
    }
  }

  /** The network is another one: what failed on the old one may be reachable now. */
  forgetFailures(): void {
    this.#failed.clear();
  }

  #known(dcId: number): readonly DcOption[] {
    const { explicit, builtIn } = this.#options;
    const own = (explicit ?? []).filter(({ id }) => id === dcId);
    if (own.length > 0) return own;
    const learnt = this.#learnt.filter(({ id }) => id === dcId);
    if (explicit !== null) return learnt;
    const keys = new Set(learnt.map(keyOf));
    return [...learnt, ...builtIn.filter((option) => option.id === dcId && !keys.has(keyOf(option)))];
  }

  #fits({ cdn, tcpoOnly, secret }: DcOption, kind: AddressKind): boolean {
    if ((cdn === true) !== (kind === "cdn")) return false;
    return this.#options.obfuscated || (secret === undefined && tcpoOnly !== true);
  }

  /** Those do not change: the rules of a proxy may name them (spec/mtproto.md §8.2). */
  #staticFirst(options: readonly DcOption[]): readonly DcOption[] {
    if (this.#options.behindProxy !== true) return options;
    return options.toSorted((a, b) => Number(b.static === true) - Number(a.static === true));
  }

  #ofFamily(options: readonly DcOption[]): readonly DcOption[] {
    const { family, explicit } = this.#options;
    const six = options.filter(({ host }) => isIPv6(host));
    const four = options.filter(({ host }) => !isIPv6(host));
    // Whoever gives addresses means them.
    if (explicit !== null || six.length === 0 || four.length === 0) return options;
    if (family !== "auto") return family ? six : four;
    // In turn: the second attempt of a race is of the other family.
    const [first, second] = this.#prefersIpv6 ? [six, four] : [four, six];
    return options.flatMap((_, index) => [first[index], second[index]]).filter((option) => option !== undefined);
  }

  /** Every address on its own port first, then all on the others. */
  #withPorts(options: readonly DcOption[]): DcOption[] {
    if (this.#options.explicit !== null) return [...options];
    const seen = new Set(options.map(keyOf));
    const listed = [...options];
    for (const port of PORTS) {
      for (const option of options) {
        const other = { ...option, port };
        if (option.thisPortOnly === true || seen.has(keyOf(other))) continue;
        seen.add(keyOf(other));
        listed.push(other);
      }
    }
    return listed;
  }
}

function placeOf(dcId: number, kind: AddressKind): string {
  return `${kind} ${dcId}`;
}

/** One address may be told with a secret and without. */
function keyOf({ host, port, secret }: DcOption): string {
  return secret === undefined ? `${host} ${port}` : `${host} ${port} ${sha1(secret).toString("hex")}`;
}
