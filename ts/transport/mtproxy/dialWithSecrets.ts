import { ConnectionError, ProxyError } from "../../errors/index.js";
import type { ByteStream, Dial } from "../ByteStream.js";
import { MtproxySecret } from "../proxy/MtproxySecret.js";
import { showAddress } from "../showAddress.js";
import { disguise } from "./dialMtproxy.js";

/**
 * Makes a dial that does what an address with a secret asks for (spec/mtproto.md §6.5): an `ee` secret makes the
 * connection look like TLS, and each stream carries its secret for the obfuscation inside. Other addresses are
 * dialled as they are.
 *
 * @param nowMs Unix time of Telegram's servers, as near as it is known
 */
export function dialWithSecrets(dial: Dial, nowMs: () => number): Dial {
  return async (address, options) => {
    if (address.secret === undefined) return dial(address, options);
    const secret = MtproxySecret.of(address.secret, "secret of a DC");
    const startedMs = performance.now();
    const stream = await dial(address, options);
    const leftMs = Math.max(1, Math.ceil(options.timeoutMs - (performance.now() - startedMs)));
    const { signal } = options;
    const hidden = secret.kind === "fakeTls" ? await disguised(stream, { secret, nowMs: nowMs(), timeoutMs: leftMs, signal }, showAddress(address)) : stream;
    hidden.secret = secret;
    return hidden;
  };
}

/** It is no proxy that fails here: another address may do better. */
async function disguised(stream: ByteStream, options: Parameters<typeof disguise>[2], where: string): Promise<ByteStream> {
  try {
    return await disguise(stream, `DC at ${where}`, options);
  } catch (error) {
    throw error instanceof ProxyError ? new ConnectionError(error.message, { cause: error }) : error;
  }
}
