import { ours } from "../ours.js";
import type { MessageSession } from "../Peer.js";
import type { Row } from "../Row.js";
import { MESSAGES_PER_SECOND, timedRow } from "../Row.js";
import { bytes } from "./bytes.js";

const SESSION: MessageSession = {
  authKey: bytes(256, "auth key"),
  salt: 0x1122334455667788n,
  sessionId: 0x0123456789abcdefn,
};

/** Whole MTProto 2.0 messages: head, padding, hashes, key derivation, AES-IGE and all checks. */
export const messageRows: readonly Row[] = [
  ...rowsOf("1KiB", 1 << 10),
  ...rowsOf("512KiB", 512 << 10),
];

function rowsOf(size: string, byteLength: number): Row[] {
  const body = bodyOf(byteLength);
  return [
    timedRow(`seal-${size}`, MESSAGES_PER_SECOND, async (peer) => {
      if (peer.createSealer === undefined) return null;
      const seal = await peer.createSealer(SESSION);
      await mustBeSealed(peer.name, await seal(body), body);
      return () => seal(body);
    }),
    timedRow(`open-${size}`, MESSAGES_PER_SECOND, async (peer) => {
      if (peer.createOpener === undefined) return null;
      const open = await peer.createOpener(SESSION);
      const packet = ours.sealFromServer(SESSION, body);
      await open(packet);
      return () => open(packet);
    }),
  ];
}

/**
 * A pong and filling: gramjs parses the first object as soon as it has opened a message, so that
 * one is small.
 */
function bodyOf(byteLength: number): Uint8Array {
  const body = Buffer.from(bytes(byteLength, "body"));
  body.writeUInt32LE(0x347773c5, 0);
  return body;
}

/** What a peer sealed must be what our server side opens. */
async function mustBeSealed(who: string, packet: Uint8Array, body: Uint8Array): Promise<void> {
  const opened = ours.openFromClient(SESSION, packet);
  if (Buffer.compare(opened, body) !== 0) throw new Error(`${who} sealed something else`);
}
