import type { DcOption } from "../network/index.js";
import type { StoredSession } from "../storage/index.js";

/**
 * DC to connect to first, among those whose addresses were given. A session without a key may begin at any
 * DC, so a private server need not have the usual one; a key is good for the DC alone that it was made with.
 *
 * @throws RangeError when the session has a key and its DC is not given
 */
export function firstDc({ dcId, authKey }: StoredSession, dcOptions: readonly DcOption[]): number {
  const [first] = dcOptions;
  if (first === undefined || dcOptions.some(({ id }) => id === dcId)) return dcId;
  if (authKey !== null) throw new RangeError(`dcOptions must hold an address of DC ${dcId}, where the session is at home`);
  return first.id;
}
