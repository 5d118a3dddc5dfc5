import { SignInError } from "../errors/index.js";
import { isWebSocket } from "../network/index.js";
import type { Storage } from "../storage/index.js";
import { API_KEY_NEEDED } from "./ClientAuth.js";
import type { ResolvedClientOptions } from "./ClientOptions.js";
import { firstDc } from "./firstDc.js";
import type { SessionStore } from "./SessionStore.js";

/**
 * Writes what the options say into a new session; returns the API id to connect with.
 *
 * @throws SignInError when the session is new and apiId or apiHash is missing
 * @throws RangeError when `dcOptions` leaves out the DC of a session that has a key
 */
export async function adoptOptions(options: ResolvedClientOptions, storage: Storage, store: SessionStore): Promise<number> {
  const { session } = store;
  const { apiHash, testMode, dcOptions, transport } = options;
  const isNew = session.authKey === null;
  const apiId = options.apiId ?? session.apiId;
  if (apiId === null || (isNew && apiHash === null)) {
    // A file made by this very attempt holds nothing: it must not stay behind and look like a session.
    if (isNew && session.date === 0 && session.apiId === null) await storage.destroy();
    throw new SignInError(API_KEY_NEEDED);
  }
  const dcId = dcOptions === null ? session.dcId : firstDc(session, dcOptions);
  if (isNew || session.apiId !== apiId) await store.update({ apiId, dcId, testMode: session.testMode ?? testMode });
  // Those for WebSocket would be no use to TCP, which the next start may choose.
  if (dcOptions !== null && (transport === null || !isWebSocket(transport))) await store.saveDcOptions(dcOptions);
  return apiId;
}
