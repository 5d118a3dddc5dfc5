import test from "ava";
import { filters, Identifier, ListenerStopped, ListenerTimeout, type Message } from "../../ts/index.js";
import { DEMO } from "../../ts/testing/index.js";
import { createClient, demoPerson, startServer } from "../helpers/clientHarness.js";
import { HandlerProbe } from "../helpers/HandlerProbe.js";

const asking = (client: HandlerProbe, chatId = 7): void => {
  client.answer = () => ({ chat: { id: chatId }, question: true });
};

test("ask sends, and gets the next message of the chat, which no handler sees", async (t) => {
  const client = new HandlerProbe();
  asking(client);
  const handled: unknown[] = [];
  client.onMessage(({ text }) => void handled.push(text));
  const asked = client.ask(7, "Name?", { timeout: 60 });
  await client.say("elsewhere", { chatId: 8, userId: 8 });
  await client.say("Anna");
  await client.say("later");
  const answer = await asked;
  t.is(answer.text, "Anna");
  t.like(answer.sentMessage, { question: true });
  t.deepEqual(handled, ["elsewhere", "later"]);
  t.deepEqual(client.calls, [["sendMessage", 7, "Name?", {}]]);
});

test("an answer that comes before the question is known to be sent counts", async (t) => {
  const client = new HandlerProbe();
  client.answer = async () => {
    await client.say("at once");
    return { chat: { id: 7 } };
  };
  t.is((await client.ask(7, "?")).text, "at once");
});

test("ask by username waits where the question was sent", async (t) => {
  const client = new HandlerProbe();
  asking(client, 8);
  const asked = client.ask("@anna", "?");
  await Promise.resolve().then(() => {});
  await new Promise((resolve) => setImmediate(resolve));
  await client.say("no", { chatId: 7 });
  await client.say("yes", { chatId: 8, userId: 8 });
  t.is((await asked).text, "yes");
});

test("ask whose question cannot be sent rejects, and waits no more", async (t) => {
  const client = new HandlerProbe();
  client.answer = () => {
    throw new Error("refused");
  };
  await t.throwsAsync(client.ask(7, "?"), { message: "refused" });
  t.deepEqual(client.getManyListenersMatchingWithIdentifierPattern({}, "message"), []);
});

test("ask whose waiting is ended while the question is being sent rejects when that is done", async (t) => {
  const client = new HandlerProbe();
  let isSent: (message: object) => void = () => {};
  client.answer = () => new Promise<object>((resolve) => (isSent = resolve));
  const asked = client.ask(7, "?");
  await client.stopListening();
  // A rejection that nobody takes would be reported by now.
  await new Promise((resolve) => setTimeout(resolve, 1));
  isSent({ chat: { id: 7 } });
  await t.throwsAsync(asked, { instanceOf: ListenerStopped });
});

test("listen passes over what its filter does not want", async (t) => {
  const client = new HandlerProbe();
  const heard = client.listen({ chatId: [7, 8], filters: filters.regex(/^\d+$/) });
  await client.say("seven");
  await client.say("7");
  t.is((await heard).text, "7");
});

test("a filter that fails ends its waiting with the error", async (t) => {
  const client = new HandlerProbe();
  const heard = client.listen({ filters: () => { throw new Error("bad filter"); } });
  void client.say("hi");
  await t.throwsAsync(heard, { message: "bad filter" });
});

test("what the account says itself is no answer, but in saved messages it is", async (t) => {
  const client = new HandlerProbe();
  const heard = client.listen({ chatId: -4 });
  const saved = client.listen({ chatId: 1 });
  await client.say("mine", { chatId: -4, userId: 1, out: true });
  await client.say("note", { chatId: 1, userId: 1, out: true });
  await client.say("theirs", { chatId: -4 });
  t.deepEqual([(await heard).text, (await saved).text], ["theirs", "note"]);
});

test("whoever says most exactly where is served first", async (t) => {
  const client = new HandlerProbe();
  const got: string[] = [];
  const anywhere = client.listen().then(() => got.push("anywhere"));
  const inChat = client.listen({ chatId: -4 }).then(() => got.push("chat"));
  const exact = client.listen({ chatId: -4, userId: 7 }).then(() => got.push("exact"));
  for (const text of ["a", "b", "c"]) await client.say(text, { chatId: -4 });
  await Promise.all([anywhere, inChat, exact]);
  t.deepEqual(got, ["exact", "chat", "anywhere"]);
});

test("a listener gives up after its time", async (t) => {
  const client = new HandlerProbe();
  await t.throwsAsync(client.listen({ chatId: 7, timeout: 0.001 }), { instanceOf: ListenerTimeout, message: /within 0.001 s/, code: "ERR_TIMEOUT" });
  t.is(client.getListenerMatchingWithIdentifierPattern({}, "message"), null);
});

test("a listener ends by its signal", async (t) => {
  const client = new HandlerProbe();
  const controller = new AbortController();
  const heard = client.listen({ signal: controller.signal });
  controller.abort(new Error("enough"));
  await t.throwsAsync(heard, { message: "enough" });
  await t.throwsAsync(client.listen({ signal: controller.signal }), { message: "enough" });
  t.is(client.getListenerMatchingWithIdentifierPattern({}, "message"), null);
});

test("stopListening ends what waits within the place", async (t) => {
  const client = new HandlerProbe();
  const one = client.listen({ chatId: 7 });
  const two = client.waitForClick({ chatId: 7 });
  const other = client.listen({ chatId: 8 });
  const stopped = [t.throwsAsync(one, { instanceOf: ListenerStopped }), t.throwsAsync(two, { instanceOf: ListenerStopped })];
  await client.stopListening({ chatId: 7 });
  await Promise.all(stopped);
  await client.say("still there", { chatId: 8, userId: 8 });
  t.is((await other).text, "still there");
});

test("the stop of the client ends all waiting", async (t) => {
  const client = new HandlerProbe();
  const heard = t.throwsAsync(client.listen(), { instanceOf: ListenerStopped, message: /client stopped/, code: "ERR_LISTENER_STOPPED" });
  await client.stop();
  await heard;
});

test("waitForClick gets the press of the right person, and others are told", async (t) => {
  const client = new HandlerProbe();
  const handled: unknown[] = [];
  client.onCallbackQuery(({ data }) => void handled.push(data));
  const click = client.waitForClick({ chatId: -4, messageId: 3, userId: 7 });
  await client.press("stranger", { chatId: -4, userId: 8 });
  await client.press("another message", { chatId: -4, msgId: 5 });
  await client.press("right", { chatId: -4 });
  t.is((await click).data, "right");
  t.deepEqual(handled, ["another message"]);
  t.deepEqual(client.calls, [["answerCallbackQuery", 9n, { showAlert: true, text: "This button waits for somebody else." }]]);
});

test("without the alert a stranger's press goes to the handlers", async (t) => {
  const client = new HandlerProbe();
  const handled: unknown[] = [];
  client.onCallbackQuery(({ data }) => void handled.push(data));
  const click = client.waitForClick({ messageId: 3, userId: 7, unallowedClickAlert: false });
  await client.press("stranger", { userId: 8 });
  await client.press("right");
  t.is((await click).data, "right");
  t.deepEqual([handled, client.calls], [["stranger"], []]);
});

test("a next-step handler is called once, and what it throws is handled", async (t) => {
  const client = new HandlerProbe();
  const got: unknown[] = [];
  client.onError((error) => void got.push((error as Error).message));
  const listener = client.registerNextStepHandler((answer, of) => {
    got.push((answer as Message).text, of === client);
    throw new Error("step failed");
  }, { chatId: 7 });
  t.is(client.getListenerMatchingWithData({ chatId: 7, userId: 9 }, "message"), listener);
  await client.say("one");
  await client.say("two");
  t.deepEqual(got, ["one", true, "step failed"]);
  const removed = client.registerNextStepHandler(() => void got.push("never"), { chatId: 7 });
  client.removeListener(removed);
  client.stopListener(removed);
  await client.say("three");
  t.is(got.length, 3);
});

test("a handler that waits for an answer lets the next update of its chat come, and of no other chat", async (t) => {
  const client = new HandlerProbe();
  asking(client);
  const ended: string[] = [];
  client.onMessage(filters.command("start"), async (message) => {
    if (message.chat.id === 7) await client.ask(7, "Name?");
    else await new Promise(() => {});
    ended.push("handler");
  });
  void client.say("/start", { chatId: 8, userId: 8 }).then(() => ended.push("other chat"));
  // As the runner does it: the next update of a chat waits for the one before.
  await client.say("/start");
  ended.push("turn");
  await client.say("Anna");
  await new Promise((resolve) => setImmediate(resolve));
  t.deepEqual(ended, ["turn", "handler"]);
});

test("waiting for an update of anywhere lets all chats go on", async (t) => {
  const client = new HandlerProbe();
  client.onMessage(filters.command("group"), () => client.listen({ userId: 7 }));
  await client.say("/group", { chatId: -4 });
  await client.say("/group", { chatId: 8, userId: 8 });
  await client.stop();
  t.pass();
});

test("conversations may follow each other inside of a handler", async (t) => {
  const client = new HandlerProbe();
  asking(client);
  const done = new Promise<string>((resolve) => {
    client.onMessage(filters.command("start"), async () => {
      const name = await client.ask(7, "Name?");
      const age = await client.ask(7, "Age?");
      resolve(`${name.text} ${age.text}`);
    });
  });
  void client.say("/start");
  await new Promise((resolve) => setImmediate(resolve));
  await client.say("Anna");
  await new Promise((resolve) => setImmediate(resolve));
  await client.say("30");
  t.is(await done, "Anna 30");
});

test("a press that comes right behind the answer to the sending of its button is heard", async (t) => {
  const client = new HandlerProbe();
  const clicked = Promise.resolve().then(async () => {
    // What lies between an answer of the server and whoever awaits the call.
    for (let turns = 0; turns < 50; turns++) await Promise.resolve();
    return client.waitForClick({ chatId: 7, messageId: 3 });
  });
  void client.press("yes");
  t.is((await clicked).data, "yes");
});

test("an identifier fits when all that it says fits", (t) => {
  const identifier = new Identifier({ chatId: [1, 2], userId: 3 });
  t.true(identifier.matches({ chatId: 2, userId: 3, messageId: 9 }));
  t.false(identifier.matches({ chatId: 2 }));
  t.true(new Identifier().matches({}));
  t.deepEqual([identifier.countPopulated(), new Identifier().countPopulated()], [2, 0]);
});

const WRONG: readonly (readonly [string, object, RegExp])[] = [
  ["a timeout of 0", { timeout: 0 }, /timeout must be more than 0/],
  ["a timeout for ever", { timeout: Infinity }, /at most 2147483 s/],
  ["a timeout as text", { timeout: "1" }, /timeout must be a number of seconds/],
  ["filters that are none", { filters: 1 }, /filters must be a function/],
  ["a chat by username", { chatId: "@anna" }, /chatId must be a number/],
  ["a wrong type", { listenerType: "poll" }, /listenerType must be/],
];
for (const [what, options, message] of WRONG) {
  test(`listen refuses ${what}`, async (t) => {
    const client = new HandlerProbe();
    await t.throwsAsync(client.listen(options), { message });
    t.deepEqual(client.getManyListenersMatchingWithIdentifierPattern({}, "message"), []);
  });
}

test("a bot converses over a server, update after update", async (t) => {
  const server = await startServer(t);
  const ada = server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const friend = server.addUser({ phone: "+1-123-456-7891", firstName: "Friend" });
  const client = createClient(t, server, { prompter: demoPerson() });
  await client.start();
  const name = new Promise<string | null>((resolve, reject) => {
    client.onMessage(filters.command("start"), async (message) => {
      server.world.sendMessage(friend, ada, "Anna");
      const answer = await message.listen({ timeout: 30 });
      resolve(answer.text);
    });
    client.onError(reject);
  });
  server.world.sendMessage(friend, ada, "/start");
  t.is(await name, "Anna");
});
