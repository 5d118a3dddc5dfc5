import { createHash, randomBytes } from "node:crypto";

import test from "ava";

import { sha1, sha256 } from "../../ts/crypto/index.js";

test("SHA-1 and SHA-256 agree with node:crypto at every length around the block borders, and at 1 MiB", (t) => {
  for (const length of [...Array.from({ length: 300 }, (_, index) => index), 1 << 20]) {
    const data = randomBytes(length + 3).subarray(3);
    t.true(sha1(data).equals(createHash("sha1").update(data).digest()), `${length}`);
    t.true(sha256(data).equals(createHash("sha256").update(data).digest()), `${length}`);
  }
});
