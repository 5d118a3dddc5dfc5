import test from "ava";
import { RpcError } from "../../ts/errors/index.js";
import { describeError } from "../../ts/tl/index.js";

const known: [text: string, code: number, name: string, values: number[], parameters: Record<string, number>][] = [
  ["PHONE_NUMBER_INVALID", 400, "PHONE_NUMBER_INVALID", [], {}],
  ["FLOOD_WAIT_30", 420, "FLOOD_WAIT_%d", [30], { seconds: 30 }],
  ["2FA_CONFIRM_WAIT_604800", 420, "2FA_CONFIRM_WAIT_%d", [604800], { seconds: 604800 }],
  ["PHONE_MIGRATE_4", 303, "PHONE_MIGRATE_%d", [4], { newDc: 4 }],
  ["FILE_PART_7_MISSING", 400, "FILE_PART_%d_MISSING", [7], { which: 7 }],
  ["FILE_REFERENCE_0_EXPIRED", 400, "FILE_REFERENCE_%d_EXPIRED", [0], {}],
  ["PREVIOUS_CHAT_IMPORT_ACTIVE_WAIT_5MIN", 406, "PREVIOUS_CHAT_IMPORT_ACTIVE_WAIT_%dMIN", [5], { minutes: 5 }],
  ["INTERDC_3_CALL_ERROR", 500, "INTERDC_%d_CALL_ERROR", [3], { dc: 3 }],
  ["RPC_CALL_FAIL", 500, "RPC_CALL_FAIL", [], {}],
];

for (const [text, code, name, values, parameters] of known) {
  test(`${text} is found as ${name}`, (t) => {
    const { description, ...rest } = describeError(text, code);
    t.deepEqual(rest, { name, code, values, parameters });
    t.true(description.length > 10);
    t.false(description.includes("%d"));
  });
}

test("the code that came over the wire wins", (t) => {
  t.is(describeError("CHANNEL_PRIVATE", 406).code, 406);
});

test("what follows a colon or stands in parentheses is not part of the name", (t) => {
  t.is(describeError("CHANNEL_PRIVATE: see the log", 400).name, "CHANNEL_PRIVATE");
  t.is(describeError("FLOOD_WAIT_3 (caused by x)", 420).name, "FLOOD_WAIT_%d");
});

test("an unknown text is kept, whatever is in it", (t) => {
  for (const text of ["NEVER_HEARD_OF_IT", "NEVER_3_OF_4", "", "toString", "__proto__", "1_2_3_4_5_6_7_8_9_10"]) {
    t.deepEqual(describeError(text, 400), { name: text, code: 400, description: "", values: [], parameters: {} });
  }
});

test("an RpcError takes the description", (t) => {
  const { description } = describeError("FLOOD_WAIT_30", 420);
  const error = new RpcError({ code: 420, text: "FLOOD_WAIT_30", method: "auth.sendCode", description });
  t.is(error.message, 'Telegram says: [420 FLOOD_WAIT_X] - A wait of 30 seconds is required (caused by "auth.sendCode")');
  t.true(error.is("FLOOD_WAIT_%d"));
});
