import { randomBytes } from "node:crypto";

/** A number by which the server knows a message that it was sent twice: nobody may guess or repeat it. */
export function randomId(): bigint {
  return randomBytes(8).readBigInt64LE();
}
