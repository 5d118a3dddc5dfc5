import { openMessage as nativeOpen, sealMessage as nativeSeal, type OpenedMessage } from "../native.js";
import { checkBytes, checkLength } from "./checkBytes.js";
import { byteLengthOf } from "./realBytes.js";

/** What stands in an MTProto 2.0 packet before the body. */
export interface MessageHeader {
  readonly salt: bigint;
  readonly sessionId: bigint;
  readonly msgId: bigint;
  readonly seqNo: number;
}

export type { OpenedMessage };

/**
 * An MTProto 2.0 packet: auth_key_id, msg_key, and the encrypted rest. Connections seal within the
 * native session; this is for the test server, tests and benchmarks.
 *
 * @param authKey 256 bytes.
 * @param body A multiple of 4 bytes.
 */
export function sealMessage(authKey: Uint8Array, fromServer: boolean, header: MessageHeader, body: Uint8Array): Buffer {
  checkLength(authKey, "authKey", 256);
  const { salt, sessionId, msgId, seqNo } = header;
  for (const [name, value] of Object.entries({ salt, sessionId, msgId })) {
    if (typeof value !== "bigint") throw new TypeError(`${name} must be a bigint, got ${typeof value}`);
    if (BigInt.asIntN(64, value) !== value) throw new RangeError(`${name} must fit 64 bits with sign`);
  }
  if (!Number.isInteger(seqNo) || seqNo !== (seqNo | 0)) throw new RangeError(`seqNo must be a 32-bit integer, got ${seqNo}`);
  checkBytes(body, "body");
  const byteLength = byteLengthOf(body);
  if (byteLength % 4 !== 0) throw new RangeError(`body must be a multiple of 4 bytes long, got ${byteLength}`);
  return nativeSeal(authKey, fromServer, salt, sessionId, msgId, seqNo, body);
}

/**
 * Opens a packet of the other side and checks it whole before anything of it is returned.
 *
 * @throws with code `ERR_AUTH_KEY_ID` or `ERR_MSG_KEY`.
 */
export function openMessage(authKey: Uint8Array, fromServer: boolean, packet: Uint8Array): OpenedMessage {
  checkLength(authKey, "authKey", 256);
  checkBytes(packet, "packet");
  return nativeOpen(authKey, fromServer, packet);
}
