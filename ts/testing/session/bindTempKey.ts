import type { AuthKey } from "./AuthKey.js";
import { openBindingMessage } from "./messageCipher.js";
import { RpcFault } from "./RpcService.js";
import type { SessionHost } from "./SessionHost.js";
import { TlParseError, TlReader } from "./TlReader.js";

/** Where a binding request came from; the proof inside has to name all of it. */
export interface BindingOrigin {
  readonly key: AuthKey;
  readonly sessionId: bigint;
  readonly msgId: bigint;
}

/**
 * Carries out `auth.bindTempAuthKey` (spec/mtproto.md §7.1): the temporary key that the request came
 * under is bound to a permanent one if the message inside, encrypted with the permanent key, says so.
 * @param query The request with its constructor id.
 * @throws {RpcFault} as Telegram does (§7.3).
 */
export function bindTempKey(host: SessionHost, origin: BindingOrigin, query: Buffer): void {
  const request = readRequest(query);
  const { key } = origin;
  if (key.expiresAtSec === null) throw new RpcFault(400, "TEMP_AUTH_KEY_EMPTY");
  const permanent = host.findKey(request.permAuthKeyId);
  if (permanent === undefined || permanent.expiresAtSec !== null) invalid();
  const plain = openBindingMessage(permanent, request.encryptedMessage);
  if (plain === null || !provesBinding(plain, origin, request)) invalid();
  const nowSec = host.clock.nowSec();
  if (
    request.expiresAtSec <= nowSec ||
    Math.abs(request.expiresAtSec - key.expiresAtSec) > EXPIRY_TOLERANCE_SEC
  ) {
    throw new RpcFault(400, "EXPIRES_AT_INVALID");
  }
  if (key.permanent !== null && key.permanent !== permanent) {
    throw new RpcFault(400, "TEMP_AUTH_KEY_ALREADY_BOUND");
  }
  if (key.permanent === permanent) return;
  key.bindTo(permanent);
  host.keyBound(key);
}

interface BindingRequest {
  readonly permAuthKeyId: bigint;
  readonly nonce: bigint;
  readonly expiresAtSec: number;
  readonly encryptedMessage: Buffer;
}

function readRequest(query: Buffer): BindingRequest {
  try {
    const reader = new TlReader(query, 4);
    return {
      permAuthKeyId: reader.uint64(),
      nonce: reader.uint64(),
      expiresAtSec: reader.int32(),
      encryptedMessage: reader.bytes(),
    };
  } catch (error) {
    if (error instanceof TlParseError) throw new RpcFault(400, "INPUT_FETCH_ERROR");
    throw error;
  }
}

/** Every field of the decrypted message is either random or known in advance. */
function provesBinding(plain: Buffer, origin: BindingOrigin, request: BindingRequest): boolean {
  if (plain.length !== 72) return false;
  const reader = new TlReader(plain, 16);
  return (
    reader.uint64() === origin.msgId &&
    reader.int32() === 0 &&
    reader.uint32() === 40 &&
    reader.uint32() === BIND_AUTH_KEY_INNER &&
    reader.uint64() === request.nonce &&
    reader.uint64() === origin.key.id &&
    reader.uint64() === request.permAuthKeyId &&
    reader.uint64() === origin.sessionId &&
    reader.int32() === request.expiresAtSec
  );
}

function invalid(): never {
  throw new RpcFault(400, "ENCRYPTED_MESSAGE_INVALID");
}

const BIND_AUTH_KEY_INNER = 0x75a3f765;
/** Clients compute the end of a key from server times read at slightly different moments. */
const EXPIRY_TOLERANCE_SEC = 300;
