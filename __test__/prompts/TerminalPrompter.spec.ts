import { spawn } from "node:child_process";
import { once } from "node:events";
import { PassThrough } from "node:stream";
import { fileURLToPath } from "node:url";
import test from "ava";
import { PromptError } from "../../ts/errors/index.js";
import { TerminalPrompter } from "../../ts/prompts/index.js";

const PROGRAM = fileURLToPath(new URL("./signInProgram.js", import.meta.url));

interface Run {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
}

/** Runs the program of `signInProgram.ts` on a pipe. The input is written at once, and closed. */
async function pipe(script: string, input: string): Promise<Run> {
  const child = spawn(process.execPath, [PROGRAM, script], { stdio: "pipe" });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const [status] = (await once(child, "close")) as [number | null];
  return { stdout, stderr, status };
}

const ASKED = 'Enter phone number: Is "+1-123-456-7890" correct? (y/n): ';

test("prints the seed's transcript, and nothing else, on standard output", async (t) => {
  const { stdout, stderr, status } = await pipe("plain", "+1-123-456-7890\ny\n12345\n");
  t.is(stdout, `${ASKED}Enter phone code: Logged in successfully\n`);
  t.is(
    stderr,
    "The code was sent to your other Telegram apps (5 digits).\n" +
      "Type it here only: a code that is sent through a Telegram chat is voided at once.\n",
  );
  t.is(status, 0);
});

test("takes line ends of Windows, spaces around answers, and a last line without an end", async (t) => {
  const { stdout, status } = await pipe("plain", " +1-123-456-7890 \r\nYES\r\n 1-2-3-4-5");
  t.is(stdout, `${ASKED}Enter phone code: Logged in successfully\n`);
  t.is(status, 0);
});

test("asks again, and explains on standard error", async (t) => {
  const { stdout, stderr } = await pipe("twice", "abc\n+1-123-456-7890\nno\n+1-123-456-7890\ny\nx\n11111\n12345\n");
  t.is(stdout, `Enter phone number: ${ASKED}${ASKED}Enter phone code: Enter phone code: Enter phone code: Logged in successfully\n`);
  t.regex(stderr, /The phone number is not valid.*\n.*\n.*\nThe code has digits only\.\nThe code is wrong\.\n$/);
});

test("offers to send the code again once an answer was not taken", async (t) => {
  const { stdout } = await pipe("resend", "+1-123-456-7890\ny\n11111\n\n5678\n");
  t.is(
    stdout,
    `${ASKED}Enter phone code: Enter phone code (empty to send it again): ` +
      "Enter the last 4 digits of the number that called: Logged in successfully\n",
  );
});

test("asks for the two-step password, with its hint on standard error", async (t) => {
  const { stdout, stderr } = await pipe("password", "+1-123-456-7890\ny\n12345\nright\n");
  t.is(stdout, `${ASKED}Enter phone code: Enter password (empty to recover): Logged in successfully\n`);
  t.regex(stderr, /\nPassword hint: the usual\n$/);
});

test("asks everything that a recovery needs", async (t) => {
  const { stdout, stderr, status } = await pipe("recovery", "+1-123-456-7890\ny\n\ny\n123456\nbetter\nbeter\nbetter\nbetter\nhint\n");
  t.is(
    stdout,
    `${ASKED}Enter password (empty to recover): Send a recovery code to your recovery e-mail address? (y/n): ` +
      "Enter recovery code (empty to go back): Enter new password (empty for none): Enter new password again: " +
      "Enter new password (empty for none): Enter new password again: Enter password hint (empty for none): Logged in successfully\n",
  );
  t.true(stderr.includes("The two passwords differ.\n"));
  t.is(status, 0);
});

test("shows the terms on standard error before it asks for names", async (t) => {
  const { stdout, stderr } = await pipe("signUp", "+1-123-456-7890\ny\n12345\ny\ny\nAda\n\n");
  t.is(
    stdout,
    `${ASKED}Enter phone code: Do you agree to these terms? (y/n): Are you at least 16 years old? (y/n): ` +
      "Enter first name: Enter last name (empty to skip): Logged in successfully\n",
  );
  t.true(stderr.includes("\nBe kind.\n"));
});

for (const input of ["n\n", "y\nn\n"]) {
  test(`makes no account after ${JSON.stringify(input)}`, async (t) => {
    const { stderr, status } = await pipe("signUp", `+1-123-456-7890\ny\n12345\n${input}`);
    t.regex(stderr, /SignInError: .*Nothing was made/);
    t.is(status, 1);
  });
}

test("asks for an e-mail address and its code", async (t) => {
  const { stdout } = await pipe("email", "+1-123-456-7890\ny\na@b.c\n123456\nbanana\n");
  t.is(stdout, `${ASKED}Enter e-mail address: Enter e-mail code: Enter the word from the SMS: Logged in successfully\n`);
});

test("signs a bot in without reading or writing anything", async (t) => {
  t.deepEqual(await pipe("bot", "not read\n"), { stdout: "", stderr: "", status: 0 });
});

for (const [input, what] of [
  ["", "Enter phone number:"],
  ["+1-123-456-7890\n", "Is the phone number correct? (y/n):"],
  ["+1-123-456-7890\ny\n", "Enter phone code:"],
] as const) {
  test(`fails at once when the input ends at "${what}"`, async (t) => {
    const { stderr, status } = await pipe("plain", input);
    t.true(stderr.endsWith(`PromptError: "${what}" needs an answer, and the input has ended.\n`), stderr);
    t.is(status, 1);
  });
}

const { signal } = new AbortController();
const QUESTION = { kind: "phoneNumber" } as const;

test("leaves what follows the answer in the stream for the program's own use", async (t) => {
  const input = new PassThrough();
  const prompter = new TerminalPrompter({ input, output: new PassThrough(), errors: new PassThrough() });
  input.write("one\ntwo\nthr");
  t.is(await prompter.phoneNumber(QUESTION, { signal }), "one");
  t.is(await prompter.phoneNumber(QUESTION, { signal }), "two");
  t.is(String(input.read()), "thr");
});

test("reads answers that arrive in pieces, also within a character", async (t) => {
  const input = new PassThrough();
  const prompter = new TerminalPrompter({ input, output: new PassThrough(), errors: new PassThrough() });
  const answer = prompter.phoneNumber(QUESTION, { signal });
  for (const byte of Buffer.from("größe\nrest")) input.write(Buffer.of(byte));
  t.is(await answer, "größe");
});

test("gives two programs on one stream a line each", async (t) => {
  const input = new PassThrough();
  const open = (): TerminalPrompter => new TerminalPrompter({ input, output: new PassThrough(), errors: new PassThrough() });
  const answers = [open().phoneNumber(QUESTION, { signal }), open().phoneNumber(QUESTION, { signal })];
  input.write("one\ntwo\n");
  t.deepEqual(await Promise.all(answers), ["one", "two"]);
});

test("stops reading when the sign-in is stopped, and loses nothing of a line", async (t) => {
  const input = new PassThrough();
  const prompter = new TerminalPrompter({ input, output: new PassThrough(), errors: new PassThrough() });
  const stopping = new AbortController();
  const answer = prompter.phoneNumber(QUESTION, { signal: stopping.signal });
  input.write("la");
  await once(input, "resume");
  stopping.abort(new Error("stopped"));
  await t.throwsAsync(answer, { message: "stopped" });
  input.write("ter\n");
  t.is(await prompter.phoneNumber(QUESTION, { signal }), "later");
});

test("refuses an endless line instead of keeping it", async (t) => {
  const input = new PassThrough({ highWaterMark: 1 << 20 });
  const prompter = new TerminalPrompter({ input, output: new PassThrough(), errors: new PassThrough() });
  const answer = prompter.phoneNumber(QUESTION, { signal });
  input.write(Buffer.alloc(70_000, "a"));
  await t.throwsAsync(answer, { instanceOf: PromptError, message: /longer than/ });
});

test("fails when the input fails", async (t) => {
  const input = new PassThrough();
  const prompter = new TerminalPrompter({ input, output: new PassThrough(), errors: new PassThrough() });
  const answer = prompter.phoneNumber(QUESTION, { signal });
  input.destroy(new Error("broken"));
  await t.throwsAsync(answer, { instanceOf: PromptError });
});
