import test from "ava";
import * as fc from "fast-check";

import { TlFault, codecOf, type TlObject } from "../../ts/testing/codec/index.js";
import { HANDLERS } from "../../ts/testing/handlers/index.js";
import { schemaText } from "../../ts/tl/generated/schemaText.js";

const { codec } = codecOf(schemaText);

/** Calls with something of every kind in them. */
const CALLS: readonly TlObject[] = [
  { _: "users.getUsers", id: [{ _: "inputUserSelf" }, { _: "inputUser", userId: 5n, accessHash: -1n }] },
  { _: "auth.sendCode", phoneNumber: "123", apiId: 1, apiHash: "ff", settings: { _: "codeSettings", logoutTokens: [new Uint8Array(300)] } },
  { _: "messages.sendMessage", peer: { _: "inputPeerSelf" }, message: "x".repeat(300), randomId: 1n, silent: true },
  { _: "account.updateStatus", offline: true },
];

function readOrFault(bytes: Uint8Array): boolean {
  try {
    codec.readQuery(bytes);
    return true;
  } catch (error) {
    return error instanceof TlFault;
  }
}

test("any bytes are read, or refused by a TlFault", (t) => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), readOrFault));
  t.pass();
});

test("a call with some bytes changed is read, or refused by a TlFault", (t) => {
  const broken = fc.record({
    call: fc.constantFrom(...CALLS),
    changes: fc.array(fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) }), { minLength: 1, maxLength: 4 }),
  });
  fc.assert(
    fc.property(broken, ({ call, changes }) => {
      const bytes = codec.write(call, 230);
      for (const { at, byte } of changes) {
        bytes[at % bytes.byteLength] = byte;
      }
      return readOrFault(bytes);
    }),
    { numRuns: 2000 },
  );
  t.pass();
});

test("a call is read as it was written", (t) => {
  for (const call of CALLS) {
    t.deepEqual(codec.readQuery(codec.write(call, 230)), call);
  }
});

test("every handler's name is a method of the schema", (t) => {
  for (const name of HANDLERS.keys()) {
    t.truthy(codec.method(name), name);
  }
});
