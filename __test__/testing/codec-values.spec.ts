import { gzipSync } from "node:zlib";

import test from "ava";

import { OLDER_FORMS, markupOfToday, TlCodec, TlFault, parseSchema, type TlObject, type TypeRef } from "../../ts/testing/codec/index.js";
import { schemaText } from "../../ts/tl/generated/schemaText.js";

const schema = parseSchema(schemaText);
const codec = new TlCodec(schema, OLDER_FORMS);
const USER: TypeRef = { kind: "object", name: "User" };

function reason(wanted: TlFault["reason"]): { instanceOf: typeof TlFault; message?: RegExp } {
  return { instanceOf: TlFault, message: FAULT_TEXT[wanted] };
}

const FAULT_TEXT: Record<TlFault["reason"], RegExp> = {
  "unknown-method": /no method has the id/,
  "unknown-constructor": /nothing has the id|a Bool is|a vector starts/,
  malformed: /wanted at offset|announces|nested|follow the query|unpack|reserved/,
  unwritable: /expected|is called/,
};

test("bytes of a known object are what other implementations write", (t) => {
  // user#b1b8cc83, flags 10 and 1, flags2 empty, id 5, "x".
  const bytes = codec.write({ _: "user", self: true, id: 5n, firstName: "x" }, 230);
  t.is(Buffer.from(bytes).toString("hex"), "83ccb8b10204000000000000050000000000000001780000");
  t.deepEqual(codec.read(USER, bytes), { _: "user", self: true, id: 5n, firstName: "x" });
});

test("strings and byte strings of every length class come back", (t) => {
  for (const length of [0, 1, 3, 253, 254, 255, 256, 70_000]) {
    const object: TlObject = { _: "auth.exportedAuthorization", id: -1n, bytes: new Uint8Array(length).fill(7) };
    const bytes = codec.write(object, 230);
    t.is(bytes.byteLength % 4, 0);
    t.deepEqual(codec.read({ kind: "object", name: "auth.ExportedAuthorization" }, bytes), object);
  }
});

for (const layer of [166, 181, 198, 214, 227, 230]) {
  test(`what is written for layer ${layer} is read back`, (t) => {
    const message: TlObject = { _: "message", out: true, id: 3, peerId: { _: "peerUser", userId: 1n }, date: 9, message: "hi" };
    const object: TlObject = { _: "messages.messages", messages: [message], topics: [], chats: [], users: [{ _: "user", id: 1n, firstName: "A" }] };
    const read = codec.read({ kind: "object", name: "messages.Messages" }, codec.write(object, layer)) as TlObject;
    t.deepEqual(read["messages"], [message]);
    t.is("topics" in read, layer > 214);
  });
}

test("every older form of a definition parses and has another id than the newest", (t) => {
  for (const { line } of OLDER_FORMS) {
    const [definition] = parseSchema(line).definitions;
    const current = schema.definitions.find(({ name }) => name === definition?.name);
    // Buttons have lost their own constructors; all else still has a newest form.
    t.is(current === undefined, /^(?:inputK|k)eyboardButton[A-Z]/.test(line), line);
    t.not(definition?.id, current?.id, line);
  }
});

test("queries inside wrappers are read, gzipped ones too", (t) => {
  const inner = codec.write({ _: "help.getConfig" }, 230);
  const packed = gzipSync(inner);
  const gzipped = Buffer.concat([Buffer.from("a1cf7230", "hex"), codec.write({ _: "auth.exportedAuthorization", id: 0n, bytes: packed }, 230).subarray(12)]);
  const query = codec.readQuery(Buffer.concat([Buffer.from("0d0d9bdae6000000", "hex"), gzipped]));
  t.deepEqual(query, { _: "invokeWithLayer", layer: 230, query: { _: "help.getConfig" } });
});

test("an unknown method is told apart from an unknown argument", (t) => {
  t.throws(() => codec.readQuery(Buffer.from("efbeadde", "hex")), reason("unknown-method"));
  const users = Buffer.from("48a591 0d 15c4b51c 01000000 efbeadde".replaceAll(" ", ""), "hex");
  t.throws(() => codec.readQuery(users), reason("unknown-constructor"));
});

test("a constructor where a method belongs is refused", (t) => {
  t.throws(() => codec.readQuery(codec.write({ _: "peerUser", userId: 1n }, 230)), reason("unknown-method"));
});

test("bytes that end early, follow, or announce too much are refused", (t) => {
  const good = codec.write({ _: "users.getUsers", id: [{ _: "inputUserSelf" }] }, 230);
  for (let length = 0; length < good.byteLength; length += 1) {
    t.throws(() => codec.readQuery(good.subarray(0, length)), reason("malformed"), `cut at ${length}`);
  }
  t.throws(() => codec.readQuery(Buffer.concat([good, new Uint8Array(4)])), reason("malformed"));
  const huge = Buffer.from(good);
  huge.writeUInt32LE(0xffffffff, 8);
  t.throws(() => codec.readQuery(huge), reason("malformed"));
});

test("endless nesting is refused", (t) => {
  const wrapper = Buffer.from("0d0d9bdae6000000", "hex");
  t.throws(() => codec.readQuery(Buffer.concat(Array.from({ length: 1000 }, () => wrapper))), reason("malformed"));
});

test("a gzip bomb is refused", (t) => {
  const bomb = gzipSync(new Uint8Array(17 * 1024 * 1024));
  const bytes = codec.write({ _: "auth.exportedAuthorization", id: 0n, bytes: bomb }, 230).subarray(12);
  t.throws(() => codec.readQuery(Buffer.concat([Buffer.from("a1cf7230", "hex"), bytes])), reason("malformed"));
});

test("an object with a missing or wrong field is not written", (t) => {
  t.throws(() => codec.write({ _: "peerUser" }, 230), { ...reason("unwritable"), message: /peerUser\.userId: a bigint expected/ });
  t.throws(() => codec.write({ _: "peerUser", userId: 1 }, 230), reason("unwritable"));
  t.throws(() => codec.write({ _: "nobody" }, 230), reason("unwritable"));
  t.throws(() => codec.writeResult("users.getUsers", true, 230), reason("unwritable"));
});

test("results of every kind are written", (t) => {
  t.is(Buffer.from(codec.writeResult("account.updateStatus", true, 230)).toString("hex"), "b5757299");
  t.is(Buffer.from(codec.writeResult("account.updateStatus", false, 230)).toString("hex"), "379779bc");
  t.is(Buffer.from(codec.writeResult("users.getUsers", [], 230)).toString("hex"), "15c4b51c00000000");
  t.is(Buffer.from(codec.writeResult("contacts.getContactIDs", [7], 230)).toString("hex"), "15c4b51c0100000007000000");
});

test("buttons are written for each layer as it knows them, and read as today's", (t) => {
  const button: TlObject = { _: "keyboardInlineButton", text: "Press", type: { _: "inlineButtonTypeCallback", data: Uint8Array.of(1) } };
  const markup: TlObject = { _: "replyInlineMarkup", rows: [{ _: "keyboardInlineButtonRow", buttons: [button] }] };
  const asSeen = (layer: number): TlObject => codec.read({ kind: "object", name: "ReplyMarkup" }, codec.write(markup, layer)) as TlObject;
  t.deepEqual(asSeen(230), markup);
  const old = { _: "keyboardButtonCallback", text: "Press", data: Uint8Array.of(1) };
  t.deepEqual(asSeen(181), { _: "replyInlineMarkup", rows: [{ _: "keyboardButtonRow", buttons: [old] }] });
  t.deepEqual(markupOfToday(asSeen(181)), markup);
});

for (const layer of [181, 198, 214]) {
  test(`a channel, its members and a poll are written for layer ${layer}`, (t) => {
    const rights: TlObject = { _: "chatBannedRights", sendPolls: true, untilDate: 0 };
    const channel: TlObject = { _: "channel", megagroup: true, id: 5n, accessHash: 6n, title: "Place", photo: { _: "chatPhotoEmpty" }, date: 7, defaultBannedRights: rights };
    const member: TlObject = { _: "channelParticipant", userId: 1n, date: 7 };
    const text = (value: string): TlObject => ({ _: "textWithEntities", text: value, entities: [] });
    const poll: TlObject = { _: "poll", id: 3n, question: text("?"), answers: [{ _: "pollAnswer", text: text("a"), option: Uint8Array.of(1) }], hash: 0n };
    for (const [object, type] of [[channel, "Chat"], [member, "ChannelParticipant"], [poll, "Poll"]] as const) {
      const { hash: _newer, ...wanted } = object;
      t.deepEqual(codec.read({ kind: "object", name: type }, codec.write(object, layer)), wanted as TlObject);
    }
  });
}
