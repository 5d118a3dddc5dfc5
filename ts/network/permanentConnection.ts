import { Connection } from "./Connection.js";
import { wireDcId } from "./builtInDcs.js";
import type { ConnectionEvents } from "./ConnectionOptions.js";
import type { LinksOptions } from "./LinksOptions.js";

const nothing = (): void => {};

/** Nobody wants to hear of a connection that makes one call. */
const DEAF: ConnectionEvents = {
  authKeyCreated: () => Promise.resolve(),
  mayReplaceAuthKey: () => false,
  tempKeyChanged: nothing,
  tempKeyExpires: nothing,
  saltsChanged: nothing,
  timeOffsetChanged: nothing,
  update: nothing,
  sessionBegun: nothing,
  sessionRenewed: nothing,
  stateChanged: nothing,
  failed: nothing,
};

/** A connection, not opened yet, whose packets go under a DC's permanent key itself; null: there is none. */
export async function permanentConnection(dcId: number, options: LinksOptions): Promise<Connection | null> {
  const { store, directory, testMode, wrappings, rsaKeys, timeouts, dial } = options;
  const [authKey, salts, timeOffsetMs] = await Promise.all([store.loadAuthKey(dcId), store.loadSalts(dcId), store.loadTimeOffset()]);
  if (authKey === null) return null;
  return new Connection({
    book: {
      pace: directory.pace,
      addresses: () => directory.addresses(dcId, "main"),
      succeeded: nothing,
      failed: nothing,
    },
    dcId,
    wireDcId: wireDcId(dcId, testMode),
    wrappings,
    rsaKeys,
    authKey,
    salts: salts ?? new Uint8Array(0),
    forwardSecrecy: null,
    timeOffsetMs,
    // The second attempt follows at once; a DC that is down is not waited for.
    timeouts: { ...timeouts, attempts: 2 },
    dial,
    events: DEAF,
  });
}
