import test from "ava";
import { encode } from "../../ts/tl/index.js";
import type { TlRequest } from "../../ts/tl/index.js";
import { encodeAny } from "../../ts/tl/server.js";

const message = { _: "messages.sendMessage", peer: { _: "inputPeerUser", userId: 1, accessHash: 2n }, message: "secret text", randomId: 1n };
const bold = { _: "messageEntityBold", offset: 0, length: 1 };

/** What a caller from JavaScript may pass. */
function encodeUnchecked(object: unknown): Uint8Array {
  return encode(object as TlRequest);
}

const wrong: [title: string, object: unknown, kind: "TypeError" | "RangeError", message: string][] = [
  ["null", null, "TypeError", "an object of the schema (layer 230) is expected, not null"],
  ["a string", "help.getConfig", "TypeError", "an object of the schema (layer 230) is expected, not a string"],
  ["an object without _", { peer: 1 }, "TypeError", "an object of the schema (layer 230) is expected, not an object without _"],
  ["an unknown constructor", { _: "messages.sendMesage" }, "TypeError", 'an object of the schema (layer 230) is expected, not "messages.sendMesage"'],
  ["a name that every object inherits", { _: "toString" }, "TypeError", 'an object of the schema (layer 230) is expected, not "toString"'],
  ["a missing field", { ...message, peer: undefined }, "TypeError", "messages.sendMessage.peer: missing; InputPeer is expected"],
  ["a missing string", { ...message, message: undefined }, "TypeError", "messages.sendMessage.message: missing; a string is expected"],
  ["null for an optional field", { ...message, replyTo: null }, "TypeError", "messages.sendMessage.replyTo: InputReplyTo is expected, not null"],
  ["an unknown constructor in a field", { ...message, peer: { _: "inputPeerUsr" } }, "TypeError", 'messages.sendMessage.peer: InputPeer is expected, not "inputPeerUsr"'],
  ["a constructor of another type", { ...message, peer: { _: "inputUserSelf" } }, "TypeError", 'messages.sendMessage.peer: InputPeer is expected, not "inputUserSelf"'],
  ["a string for an object", { ...message, peer: "me" }, "TypeError", "messages.sendMessage.peer: InputPeer is expected, not a string"],
  ["bytes for a string", { ...message, message: new Uint8Array(2) }, "TypeError", "messages.sendMessage.message: a string is expected, not bytes"],
  ["a number for a string", { ...message, message: 5 }, "TypeError", "messages.sendMessage.message: a string is expected, not a number"],
  ["a number for a long", { ...message, randomId: 1 }, "TypeError", "messages.sendMessage.randomId: a long (bigint) is expected, not a number"],
  ["a long beyond 64 bits", { ...message, randomId: 1n << 63n }, "RangeError", "messages.sendMessage.randomId: the bigint does not fit 64 bits"],
  ["a long below 64 bits", { ...message, randomId: -(1n << 63n) - 1n }, "RangeError", "messages.sendMessage.randomId: the bigint does not fit 64 bits"],
  ["a number for a flag", { ...message, silent: 1 }, "TypeError", "messages.sendMessage.silent: a boolean is expected, not a number"],
  ["null for a flag", { ...message, silent: null }, "TypeError", "messages.sendMessage.silent: a boolean is expected, not null"],
  ["an object for a vector", { ...message, entities: bold }, "TypeError", 'messages.sendMessage.entities: an array is expected, not "messageEntityBold"'],
  ["a hole in a vector", { ...message, entities: [bold, undefined] }, "TypeError", "messages.sendMessage.entities[1]: missing; MessageEntity is expected"],
  ["a fraction for an int", { ...message, entities: [bold, { ...bold, offset: 1.5 }] }, "RangeError", "messages.sendMessage.entities[1].offset: 1.5 is no 32-bit integer"],
  ["NaN for an int", { ...message, scheduleDate: Number.NaN }, "RangeError", "messages.sendMessage.scheduleDate: NaN is no 32-bit integer"],
  ["an int beyond 32 bits", { ...message, scheduleDate: 2 ** 31 }, "RangeError", "messages.sendMessage.scheduleDate: 2147483648 is no 32-bit integer"],
  ["an int below 32 bits", { ...message, scheduleDate: -(2 ** 31) - 1 }, "RangeError", "messages.sendMessage.scheduleDate: -2147483649 is no 32-bit integer"],
  ["a string for an int", { ...message, scheduleDate: "1" }, "TypeError", "messages.sendMessage.scheduleDate: an int (number) is expected, not a string"],
  ["a bigint for an int", { ...message, scheduleDate: 1n }, "TypeError", "messages.sendMessage.scheduleDate: an int (number) is expected, not a bigint"],
  ["a bigint for a 53-bit id", { ...message, peer: { ...message.peer, userId: 1n } }, "TypeError", "messages.sendMessage.peer.userId: a 53-bit id (number) is expected, not a bigint"],
  ["an unsafe 53-bit id", { ...message, peer: { ...message.peer, userId: 2 ** 53 } }, "RangeError", "messages.sendMessage.peer.userId: 9007199254740992 is no safe integer"],
  ["a fractional 53-bit id", { ...message, peer: { ...message.peer, userId: 0.5 } }, "RangeError", "messages.sendMessage.peer.userId: 0.5 is no safe integer"],
  ["a string for bytes", { _: "upload.saveFilePart", fileId: 1n, filePart: 0, bytes: "00" }, "TypeError", "upload.saveFilePart.bytes: bytes (Uint8Array) is expected, not a string"],
  ["an array for bytes", { _: "upload.saveFilePart", fileId: 1n, filePart: 0, bytes: [1] }, "TypeError", "upload.saveFilePart.bytes: bytes (Uint8Array) is expected, not an array"],
  ["bytes beyond 2^24 - 1", { _: "upload.saveFilePart", fileId: 1n, filePart: 0, bytes: new Uint8Array(1 << 24) }, "RangeError", "upload.saveFilePart.bytes: longer than 16777215 bytes"],
  ["a string for a Bool", { _: "account.updateStatus", offline: "yes" }, "TypeError", "account.updateStatus.offline: a boolean is expected, not a string"],
  ["a missing Bool", { _: "account.updateStatus" }, "TypeError", "account.updateStatus.offline: missing; a boolean is expected"],
  ["a string for a double", { _: "inputGeoPoint", lat: "1", long: 2 }, "TypeError", "inputGeoPoint.lat: a double (number) is expected, not a string"],
  ["an object for a call", { _: "invokeWithLayer", layer: 1, query: { _: "inputPeerSelf" } }, "TypeError", 'invokeWithLayer.query: a method call is expected, not "inputPeerSelf"'],
  ["an error inside a call", { _: "invokeWithLayer", layer: 1, query: { ...message, randomId: 1 } }, "TypeError", "invokeWithLayer.query.randomId: a long (bigint) is expected, not a number"],
];

for (const [title, object, kind, text] of wrong) {
  test(`${title} is a ${kind} that names the place`, (t) => {
    const error = t.throws(() => encodeUnchecked(object));
    t.is(error?.name, kind);
    t.is(error?.message, text);
  });
}

test("fields that share a bit are given together or not at all", (t) => {
  const settings = { _: "account.passwordInputSettings", newAlgo: { _: "passwordKdfAlgoUnknown" }, newPasswordHash: new Uint8Array(1) };
  t.throws(() => encodeUnchecked(settings), { instanceOf: TypeError, message: "account.passwordInputSettings.hint: missing, though newAlgo is given; they go together" });
  t.throws(() => encodeUnchecked({ _: "account.passwordInputSettings", hint: "x" }), { instanceOf: TypeError, message: "account.passwordInputSettings.newAlgo: missing, though hint is given; they go together" });
  t.notThrows(() => encodeUnchecked({ ...settings, hint: "x" }));
  t.notThrows(() => encodeUnchecked({ _: "account.passwordInputSettings" }));
});

test("a flag without the fields of its bit is refused, the fields without the flag set it", (t) => {
  t.throws(() => encodeUnchecked({ _: "user", id: 1, bot: true }), { message: "user.botInfoVersion: missing, though bot is given; they go together" });
  t.deepEqual(encodeUnchecked({ _: "user", id: 1, botInfoVersion: 1 }), encodeUnchecked({ _: "user", id: 1, bot: true, botInfoVersion: 1 }));
});

for (const [title, nonce] of [["15", new Uint8Array(15)], ["17", new Uint8Array(17)], ["no", new Uint8Array(0)]] as const) {
  test(`an int128 of ${title} bytes is a RangeError`, (t) => {
    t.throws(() => encodeAny({ _: "req_pq_multi", nonce }), { instanceOf: RangeError, message: `req_pq_multi.nonce: 16 bytes are expected, not ${nonce.length}` });
  });
}

test("an error leaves nothing behind in the next object", (t) => {
  const before = encodeUnchecked(message);
  t.throws(() => encodeUnchecked({ ...message, randomId: 1 }));
  t.deepEqual(encodeUnchecked(message), before);
});

test("an object that contains itself ends in an error, not in a hang", (t) => {
  const circle: { _: string; query?: unknown; layer: number } = { _: "invokeWithLayer", layer: 1 };
  circle.query = circle;
  t.throws(() => encodeUnchecked(circle), { instanceOf: RangeError });
  t.notThrows(() => encodeUnchecked(message));
});

test("error messages show no text and no bytes of the caller", (t) => {
  const error = t.throws(() => encodeUnchecked({ ...message, message: { text: "secret text" } }));
  t.false(error?.message.includes("secret"));
});
