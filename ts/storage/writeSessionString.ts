import { SessionStringError } from "../errors/index.js";
import { checkSession } from "./checkStored.js";
import type { StoredSession } from "./Storage.js";

/**
 * A signed-in session as text, in the form of Hydrogram and Pyrogram 2: 362 characters, base64url of
 * 271 bytes. The text is the key to the account.
 *
 * @throws {SessionStringError} when the session is not signed in, or no api_id is known.
 */
export function writeSessionString(session: Omit<StoredSession, "date">): string {
  checkSession(session);
  const { dcId, apiId, testMode, authKey, userId, isBot } = session;
  if (authKey === null || userId === null || isBot === null) {
    throw new SessionStringError("There is nothing to export: the session is not signed in.");
  }
  if (apiId === null) throw new SessionStringError("A session string needs the apiId, and this session has none.");
  const bytes = Buffer.alloc(271);
  bytes.writeUInt8(dcId, 0);
  bytes.writeUInt32BE(apiId, 1);
  bytes.writeUInt8(testMode ? 1 : 0, 5);
  bytes.set(authKey, 6);
  bytes.writeBigUInt64BE(BigInt(userId), 262);
  bytes.writeUInt8(isBot ? 1 : 0, 270);
  return bytes.toString("base64url");
}
