import test from "ava";
import {
  CallbackQueryHandler,
  filters,
  MessageHandler,
  RawUpdateHandler,
  stopPropagation,
  type CallbackQuery,
  type Message,
  type Photo,
} from "../../ts/index.js";
import type { tl } from "../../ts/tl/index.js";
import { UPDATE_KINDS } from "../../ts/types/index.js";
import { HandlerProbe } from "../helpers/HandlerProbe.js";

const photo: tl.MessageMedia = { _: "messageMediaPhoto", photo: { _: "photo", id: 1n, accessHash: 1n, fileReference: new Uint8Array(), date: 1, sizes: [], dcId: 2 } };

test("there is a method for every kind of update", (t) => {
  const client = new HandlerProbe();
  for (const kind of UPDATE_KINDS) t.is(typeof Reflect.get(client, `on${kind.charAt(0).toUpperCase()}${kind.slice(1)}`), "function", kind);
});

test("a handler gets the message and the client, and is gone when it was removed", async (t) => {
  const client = new HandlerProbe();
  const got: unknown[] = [];
  const remove = client.onMessage((message, of) => void got.push(message.text, of === client));
  await client.say("hi");
  remove();
  await client.say("again");
  t.deepEqual(got, ["hi", true]);
});

test("a filter narrows what the handler gets", async (t) => {
  const client = new HandlerProbe();
  const got: bigint[] = [];
  client.onMessage(filters.photo, ({ photo: found }) => {
    // Compiles only because the filter says that it is there.
    const certain: Photo = found;
    got.push(certain.id);
  });
  client.onMessage(
    (message: Message): message is Message & { text: "guard" } => message.text === "guard",
    ({ text }) => {
      const certain: "guard" = text;
      got.push(BigInt(certain.length));
    },
  );
  await client.say("", { media: photo });
  await client.say("guard");
  await client.say("other");
  t.deepEqual(got, [1n, 5n]);
});

test("groups come in ascending order, and a handler may stop them", async (t) => {
  const client = new HandlerProbe();
  const got: string[] = [];
  client.onMessage(() => void got.push("0"));
  client.onMessage(null, () => (got.push("-1"), undefined), { group: -1 });
  client.onMessage(filters.all, () => (got.push("1"), stopPropagation), { group: 1 });
  client.onMessage(() => void got.push("2"), { group: 2 });
  await client.say("hi");
  t.deepEqual(got, ["-1", "0", "1"]);
});

test("handler objects are added and removed, from one group or from all", async (t) => {
  const client = new HandlerProbe();
  const got: unknown[] = [];
  const handler = new MessageHandler((message) => void got.push(message.text), filters.text);
  client.addHandler(handler);
  client.addHandler(handler, { group: 1 });
  client.addHandler(new CallbackQueryHandler((query) => void got.push(query.data)));
  const removeRaw = client.addHandler(new RawUpdateHandler((update) => void got.push(update._)));
  await client.say("a");
  await client.press("b");
  removeRaw();
  t.true(client.removeHandler(handler, { group: 1 }));
  t.false(client.removeHandler(handler, { group: 1 }));
  await client.say("c");
  t.true(client.removeHandler(handler));
  await client.say("d");
  t.deepEqual(got, ["updateNewMessage", "a", "a", "updateBotCallbackQuery", "b", "c"]);
});

test("errors of handlers go to the error handlers, else to the logger", async (t) => {
  const client = new HandlerProbe();
  const got: unknown[] = [];
  client.onMessage(() => Promise.reject(new RangeError("x")));
  const remove = client.onError((error, update, of) => void got.push((error as Error).message, (update as Message).text, of === client), { errors: [RangeError] });
  await client.say("hi");
  remove();
  await client.say("hi");
  t.deepEqual(got, ["x", "hi", true]);
  t.deepEqual(client.reports, [new RangeError("x")]);
});

test("disconnect handlers are all told, even when one fails", async (t) => {
  const client = new HandlerProbe();
  let told = 0;
  client.onDisconnect(() => Promise.reject(new Error("no")));
  client.onDisconnect((of) => void (told += Number(of === client)));
  const remove = client.onDisconnect(() => void (told += 10));
  remove();
  await client.disconnected();
  t.is(told, 1);
  t.deepEqual(client.reports, [new Error("no")]);
});

test("an album comes as one, in order, when nothing more of it came, and its messages come as well", async (t) => {
  const client = new HandlerProbe();
  const albums: number[][] = [];
  const messages: number[] = [];
  client.onAlbums((album) => void albums.push(album.map(({ id }) => id)));
  client.onMessage(({ id }) => void messages.push(id));
  await client.say("b", { id: 12, groupedId: 5n });
  await client.say("a", { id: 11, groupedId: 5n });
  await client.say("other", { id: 13, groupedId: 6n });
  await client.say("alone", { id: 14 });
  t.is(client.timers.size, 2);
  for (const timer of client.timers) timer();
  t.deepEqual(albums, [[11, 12], [13]]);
  t.deepEqual(messages, [12, 11, 13, 14]);
});

test("what there is of an album is handed on at the stop", async (t) => {
  const client = new HandlerProbe();
  const albums: number[] = [];
  client.onAlbums((album) => void albums.push(album.length));
  await client.say("a", { groupedId: 5n });
  await client.stop();
  t.deepEqual(albums, [1]);
});

test("middlewares stand around handlers", async (t) => {
  const client = new HandlerProbe();
  const got: unknown[] = [];
  client.useForUpdates(async ({ kind }, next, of) => {
    got.push(kind, of === client);
    await next();
    got.push("after");
  });
  client.onMessage(() => void got.push("handler"));
  await client.say("hi");
  t.deepEqual(got, ["message", true, "handler", "after"]);
});

const WRONG: readonly (readonly [string, (client: HandlerProbe) => unknown, RegExp])[] = [
  ["onMessage()", (c) => (c.onMessage as (...args: never[]) => unknown)(), /handler must be a function/],
  ["onMessage(1, f)", (c) => c.onMessage(1 as never, () => {}), /filter must be a function/],
  ["onMessage(f, 1)", (c) => c.onMessage(() => {}, 1 as never), /options must be an object/],
  ["onMessage(f, {group: '1'})", (c) => c.onMessage(() => {}, { group: "1" as never }), /group must be a number/],
  ["onMessage(f, {group: NaN})", (c) => c.onMessage(() => {}, { group: Number.NaN }), /group must be a finite number/],
  ["onRawUpdate(null)", (c) => c.onRawUpdate(null as never), /handler must be a function, not null/],
  ["onError(f, {errors: 1})", (c) => c.onError(() => {}, { errors: 1 as never }), /errors must be a class/],
  ["onDisconnect()", (c) => c.onDisconnect(undefined as never), /handler must be a function/],
  ["addHandler(f)", (c) => c.addHandler((() => {}) as never), /handler must be a handler object/],
  ["removeHandler({})", (c) => c.removeHandler({} as never), /handler must be a handler object/],
  ["useForUpdates(1)", (c) => c.useForUpdates(1 as never), /handler must be a function/],
  ["registerNextStepHandler(1)", (c) => c.registerNextStepHandler(1 as never), /handler must be a function/],
  ["getListenerMatchingWithData({}, 'x')", (c) => c.getListenerMatchingWithData({}, "x" as never), /listenerType must be message or callbackQuery/],
  ["new MessageHandler(1)", () => new MessageHandler(1 as never), /handler must be a function/],
  ["new MessageHandler(f, 1)", () => new MessageHandler(() => {}, 1 as never), /filter must be a function/],
];
for (const [what, act, message] of WRONG) {
  test(`handlers refuse ${what}`, (t) => {
    t.throws(() => act(new HandlerProbe()), { message });
  });
}

test("a query's handler is told from a message's", async (t) => {
  const client = new HandlerProbe();
  const got: (string | Uint8Array | null)[] = [];
  client.onCallbackQuery(filters.regex(/^p:/), (query: CallbackQuery & { readonly matches: readonly RegExpExecArray[] }) => void got.push(query.data));
  client.onMessage(() => void got.push("message"));
  await client.press("p:1");
  await client.press("q:1");
  t.deepEqual(got, ["p:1"]);
});

test("of many commands only those that fit are asked, and other handlers keep their place among them", async (t) => {
  const client = new HandlerProbe();
  const got: unknown[] = [];
  for (let number = 0; number < 20; number++) client.onMessage(filters.command(`c${number}`), ({ command }) => void got.push(command?.join(" ")));
  client.onMessage(() => void got.push("any"));
  client.onMessage(filters.command("c3"), () => void got.push("too late"));
  client.onMessage(filters.regex(/^\/C1 (\w+)/i), ({ matches }) => void got.push(matches[0][1]), { group: 1 });
  await client.say("/c3 x");
  await client.say("hello");
  await client.say("/C1 word");
  await client.say("/c1", { media: photo });
  t.deepEqual(got, ["c3 x", "any", "c1 word", "word", "c1"]);
});
