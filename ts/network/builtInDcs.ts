import type { DcOption } from "./DcOption.js";

// Telegram's published start addresses; help.getConfig knows the current ones (spec/mtproto.md §2.1).

const PRODUCTION_IPV4: readonly DcOption[] = [
  { id: 1, host: "149.154.175.50", port: 443 },
  { id: 1, host: "149.154.175.53", port: 443 },
  { id: 2, host: "149.154.167.51", port: 443 },
  { id: 2, host: "149.154.167.50", port: 443 },
  { id: 2, host: "95.161.76.100", port: 443 },
  { id: 2, host: "149.154.167.41", port: 443 },
  { id: 3, host: "149.154.175.100", port: 443 },
  { id: 4, host: "149.154.167.91", port: 443 },
  { id: 5, host: "149.154.171.5", port: 443 },
  { id: 5, host: "91.108.56.130", port: 443 },
  { id: 5, host: "91.108.56.191", port: 443 },
];
const PRODUCTION_IPV6: readonly DcOption[] = [
  { id: 1, host: "2001:b28:f23d:f001::a", port: 443 },
  { id: 2, host: "2001:67c:4e8:f002::a", port: 443 },
  { id: 3, host: "2001:b28:f23d:f003::a", port: 443 },
  { id: 4, host: "2001:67c:4e8:f004::a", port: 443 },
  { id: 5, host: "2001:b28:f23f:f005::a", port: 443 },
];
const TEST_IPV4: readonly DcOption[] = [
  { id: 1, host: "149.154.175.10", port: 443 },
  { id: 2, host: "149.154.167.40", port: 443 },
  { id: 3, host: "149.154.175.117", port: 443 },
];
const TEST_IPV6: readonly DcOption[] = [
  { id: 1, host: "2001:b28:f23d:f001::e", port: 443 },
  { id: 2, host: "2001:67c:4e8:f002::e", port: 443 },
  { id: 3, host: "2001:b28:f23d:f003::e", port: 443 },
];

/** Telegram's own DCs over IPv4 and IPv6, best address of each first. */
export function builtInDcs(testMode: boolean): readonly DcOption[] {
  return testMode ? [...TEST_IPV4, ...TEST_IPV6] : [...PRODUCTION_IPV4, ...PRODUCTION_IPV6];
}

/** Names of the hosts for WebSocket, DC 1 first (spec/mtproto.md §6.7). */
const WEB_SOCKET_NAMES = ["pluto", "venus", "aurora", "vesta", "flora"];
const TEST_DC_COUNT = 3;

/** Where Telegram's own DCs speak WebSocket. */
export function webSocketDcs(testMode: boolean): readonly DcOption[] {
  const names = testMode ? WEB_SOCKET_NAMES.slice(0, TEST_DC_COUNT) : WEB_SOCKET_NAMES;
  return names.map((name, index) => ({ id: index + 1, host: `${name}.web.telegram.org`, port: 443, thisPortOnly: true }));
}

/** DC number as it goes on the wire: the test environment adds 10000 (spec/mtproto.md §2.1). */
export function wireDcId(dcId: number, testMode: boolean): number {
  return testMode ? dcId + 10_000 : dcId;
}
