import { BlockList, isIP } from "node:net";

/** Networks that no DC of Telegram can be in: this machine, private ones, and those for other uses (RFC 6890). */
const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["224.0.0.0", 3],
] as const) {
  PRIVATE.addSubnet(network, prefix, "ipv4");
}
for (const [network, prefix] of [
  ["::", 127],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const) {
  PRIVATE.addSubnet(network, prefix, "ipv6");
}

/** Whether it is an IP address of the public internet. Names are not. Addresses of IPv4 within IPv6 are checked as such. */
export function isPublicAddress(host: string): boolean {
  const family = isIP(host);
  return family !== 0 && !PRIVATE.check(host, family === 6 ? "ipv6" : "ipv4");
}
