import test from "ava";
import { createRpcError, Flood, HeliogramError, Unauthorized, type RpcError } from "../../ts/errors/index.js";

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
