import test from "ava";
import { createRpcError, Flood, HeliogramError, Unauthorized, type RpcError, type RpcErrorNames } from "../../ts/index.js";
import { loadErrors } from "../../ts/tl/codec.js";

test("an RpcError names code, pattern, meaning and method in its message", (t) => {
  const error = createRpcError({ code: 420, text: "FLOOD_WAIT_30", method: "messages.sendMessage", description: "A wait of %d seconds is required" });
  t.is(error.message, 'Telegram says: [420 FLOOD_WAIT_X] - A wait of 30 seconds is required (caused by "messages.sendMessage")');
});

const texts: readonly (readonly [text: string, pattern: string, value: number | null])[] = [
  ["FLOOD_WAIT_30", "FLOOD_WAIT_%d", 30],
  ["FILE_PART_7_MISSING", "FILE_PART_%d_MISSING", 7],
  ["2FA_CONFIRM_WAIT_86400", "2FA_CONFIRM_WAIT_%d", 86_400],
  ["PHONE_NUMBER_INVALID", "PHONE_NUMBER_INVALID", null],
  ["BASE64URL_INVALID", "BASE64URL_INVALID", null],
];
for (const [text, pattern, value] of texts) {
  test(`an RpcError takes ${text} apart`, (t) => {
    const error = createRpcError({ code: 400, text, method: "help.getConfig" });
    t.like(error, { text, pattern, value });
    t.true(error.is(text));
    t.true(error.is(pattern));
    t.false(error.is("ANOTHER"));
  });
}

test("createRpcError picks the class by code, RpcError for a code of no class", (t) => {
  const make = (code: number): RpcError => createRpcError({ code, text: "X", method: "help.getConfig" });
  t.true(make(420) instanceof Flood);
  t.true(make(401) instanceof Unauthorized);
  t.is(make(-1).name, "RpcError");
  t.true(make(-1) instanceof HeliogramError);
});

test("is() knows the names of the error table by type, and takes any text", (t) => {
  type Knows<Name extends string> = Name extends keyof RpcErrorNames ? true : false;
  const known: [Knows<"FLOOD_WAIT_%d">, Knows<"PHONE_NUMBER_INVALID">, Knows<"NOT_IN_THE_TABLE">] = [true, true, false];
  t.deepEqual(known, [true, true, false]);
  const error = createRpcError({ code: 400, text: "NOT_IN_THE_TABLE", method: "help.getConfig" });
  t.true(error.is("NOT_IN_THE_TABLE"));
});

test("is() recognises every name of the error table in a text that Telegram sends", (t) => {
  for (const name of Object.keys(loadErrors())) {
    const error = createRpcError({ code: 400, text: name.replaceAll("%d", "7"), method: "help.getConfig" });
    t.true(error.is(name), name);
  }
});
