import { createHash } from "node:crypto";

import type { Account } from "./Account.js";

/** The directory of all accounts, and what each may know of the others. */
export class Accounts {
  readonly #byId = new Map<bigint, Account>();
  readonly #secret: string;

  /** @param secret - makes the access hashes of this world differ from those of another */
  constructor(secret: string) {
    this.#secret = secret;
  }

  /** @throws RangeError when the id, the phone number, the username or the token is taken */
  add(account: Account): void {
    for (const other of this.#byId.values()) {
      const taken = takenField(account, other);
      if (taken !== null) {
        throw new RangeError(`${taken[0]}: this world already has an account with the ${taken[1]}`);
      }
    }
    this.#byId.set(account.id, account);
  }

  all(): Account[] {
    return [...this.#byId.values()];
  }

  byId(id: bigint): Account | undefined {
    return this.#byId.get(id);
  }

  /** @param phone - digits only */
  byPhone(phone: string): Account | undefined {
    return this.#find((account) => account.phone === phone);
  }

  byUsername(username: string): Account | undefined {
    return this.#find((account) => sameName(account.username, username));
  }

  byToken(token: string): Account | undefined {
    return this.#find((account) => account.token === token);
  }

  /**
   * The access hash under which `viewer` may speak of `target`: no two viewers share one. The one of
   * a `min` object opens nothing.
   */
  accessHash(viewer: Account, target: Account, kind: "full" | "min" = "full"): bigint {
    const digest = createHash("sha256").update(`${this.#secret}|${kind}|${viewer.id}|${target.id}`).digest();
    return digest.readBigInt64LE(0);
  }

  #find(isWanted: (account: Account) => boolean): Account | undefined {
    return this.all().find(isWanted);
  }
}

function sameName(a: string | null, b: string): boolean {
  return a !== null && a.toLowerCase() === b.toLowerCase();
}

/** The field that must not be the same, as `addUser` and `addBot` call it, and what it is; null for none. */
function takenField(account: Account, other: Account): readonly [field: string, what: string] | null {
  if (other.id === account.id) {
    return [account.isBot ? "token" : "id", `user id ${account.id}`];
  }
  if (account.phone !== null && other.phone === account.phone) {
    return ["phone", `phone ${account.phone}`];
  }
  if (account.username !== null && sameName(other.username, account.username)) {
    return ["username", `username ${account.username}`];
  }
  return null;
}
