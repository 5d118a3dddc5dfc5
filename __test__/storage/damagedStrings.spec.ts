import { readFileSync, readdirSync } from "node:fs";

import test from "ava";
import * as fc from "fast-check";

import { SessionStringError } from "../../ts/errors/index.js";
import { readSessionString, writeSessionString } from "../../ts/storage/index.js";
import { FIXTURES } from "./fixtures.js";

/** The fuzz target of session strings, which are read in TypeScript: more runs find more. */
const RUNS = Number(process.env["HELIOGRAM_FUZZ_RUNS"] ?? 2000);

const SEEDS = readdirSync(FIXTURES)
  .filter((name) => name.endsWith(".txt"))
  .map((name) => readFileSync(new URL(name, FIXTURES), "utf8").trim());

/** A real string of some library with bytes changed, cut out or put in, in its own alphabet. */
const damaged = fc
  .tuple(
    fc.constantFrom(...SEEDS),
    fc.array(
      fc.record({ at: fc.nat(700), drop: fc.nat(4), put: fc.string({ unit: fc.constantFrom(..."AZaz09-_=+/1 \"%é"), maxLength: 4 }) }),
      { maxLength: 4 },
    ),
  )
  .map(([text, edits]) => edits.reduce((edited, { at, drop, put }) => edited.slice(0, at) + put + edited.slice(at + drop), text));

/** Bytes of the right length, so that the fields themselves are judged. */
const wholeForm = fc
  .constantFrom(263, 267, 271)
  .chain((byteLength) => fc.uint8Array({ minLength: byteLength, maxLength: byteLength }))
  .map((bytes) => Buffer.from(bytes).toString("base64url"));

const anything = fc.oneof({ weight: 4, arbitrary: damaged }, { weight: 2, arbitrary: wholeForm }, fc.string({ unit: "binary" }));

test(`any of ${RUNS} damaged strings is a whole session or a SessionStringError that does not quote it`, (t) => {
  let read = 0;
  fc.assert(
    fc.property(anything, (text) => {
      let session;
      try {
        session = readSessionString(text);
      } catch (error) {
        if (!(error instanceof SessionStringError)) throw error;
        return text.length <= 20 || !error.message.includes(text.slice(0, 20));
      }
      read++;
      const { dcId, apiId, authKey, userId, isBot, testMode } = session;
      const isWhole =
        ((dcId >= 1 && dcId <= 5) || dcId === 203) &&
        authKey?.byteLength === 256 &&
        userId !== null &&
        Number.isSafeInteger(userId) &&
        userId > 0 &&
        typeof isBot === "boolean" &&
        typeof testMode === "boolean";
      // What has an API id can be written again, and says the same.
      if (!isWhole || apiId === null) return isWhole;
      return JSON.stringify(readSessionString(writeSessionString(session))) === JSON.stringify(session);
    }),
    { numRuns: RUNS },
  );
  t.true(read > 0, "no input was good: the property says little");
});
