import { randomBytes } from "node:crypto";

import type { TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import type { Account } from "./Account.js";
import { newSalts, type Password } from "./Password.js";
import { challenge, isProof, type SrpChallenge, type SrpSalts } from "./srp.js";

/** Challenges that are remembered at once; older ones answer SRP_ID_INVALID. */
const MAX_CHALLENGES = 1000;

interface OpenChallenge extends SrpChallenge {
  readonly account: Account;
  readonly password: Password;
}

/** Hands out challenges for two-step verification and takes the answers: each once. */
export class PasswordDesk {
  readonly #open = new Map<bigint, OpenChallenge>();
  /** The salts that every client is offered for a new password. */
  readonly newSalts: SrpSalts = newSalts();

  /** A new challenge for the password of an account. */
  async offer(account: Account, password: Password): Promise<{ srpId: bigint; srpB: Uint8Array }> {
    const srpId = randomBytes(8).readBigInt64LE(0);
    const offered = challenge(await password.verifier);
    this.#open.set(srpId, { ...offered, account, password });
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= MAX_CHALLENGES) {
        break;
      }
      this.#open.delete(oldest);
    }
    return { srpId, srpB: offered.bPublic };
  }

  /**
   * Takes an inputCheckPasswordSRP or inputCheckPasswordEmpty.
   *
   * @throws RpcFault PASSWORD_HASH_INVALID, SRP_ID_INVALID, SRP_PASSWORD_CHANGED
   */
  async check(account: Account, answer: TlObject): Promise<void> {
    if (answer._ === "inputCheckPasswordEmpty") {
      if (account.password !== null) {
        throw new RpcFault(400, "PASSWORD_HASH_INVALID");
      }
      return;
    }
    const { srpId, A: aPublic, M1: m1 } = answer;
    if (account.password === null) {
      throw new RpcFault(400, "PASSWORD_EMPTY");
    }
    const open = typeof srpId === "bigint" ? this.#open.get(srpId) : undefined;
    if (typeof srpId !== "bigint" || open?.account !== account) {
      throw new RpcFault(400, "SRP_ID_INVALID");
    }
    this.#open.delete(srpId);
    if (open.password !== account.password) {
      throw new RpcFault(400, "SRP_PASSWORD_CHANGED");
    }
    if (!(aPublic instanceof Uint8Array) || aPublic.byteLength !== 256) {
      throw new RpcFault(400, "SRP_A_INVALID");
    }
    const { password } = open;
    if (!(m1 instanceof Uint8Array) || !isProof(open, await password.verifier, password.salts, aPublic, m1)) {
      throw new RpcFault(400, "PASSWORD_HASH_INVALID");
    }
  }
}
