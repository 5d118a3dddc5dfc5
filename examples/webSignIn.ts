// Signs in through a web page instead of a terminal: the sign-in only asks, a form answers. It goes on where it
// was when the process is started anew between two answers: the session file holds all of it.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Client, idle, type Answer, type Question } from "heliogram";

const app = new Client("web_account", { apiId: 12345, apiHash: "0123456789abcdef0123456789abcdef" });
const wasSignedIn = await app.connect();
let signIn = wasSignedIn ? null : await app.createSignIn();
/** Why the last answer led nowhere, for the next page. */
let problem = "";

const server = createServer((request, response) => {
  handle(request, response).catch((error: unknown) => {
    response.writeHead(500, { "content-type": "text/plain; charset=utf-8" }).end(String(error));
  });
});

function origin(): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  // Pages of other sites can reach this port as well; they may neither read nor answer.
  const isOwn = `http://${request.headers.host}` === origin() && (request.headers.origin ?? origin()) === origin();
  if (!isOwn || request.url !== "/") return void response.writeHead(isOwn ? 404 : 403).end();
  if (request.method !== "POST") {
    const html = await page();
    return void response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" }).end(html);
  }
  await take(await readForm(request));
  // See other: reloading the page must not answer twice.
  response.writeHead(303, { location: "/" }).end();
}

async function take(form: URLSearchParams): Promise<void> {
  problem = "";
  try {
    if (signIn?.current === null && signIn.user === null) signIn = await app.createSignIn();
    // A form that was left open in another tab may answer a question that is no longer put.
    else if (signIn?.current && signIn.current.kind === form.get("kind")) await signIn.answer(readAnswer(signIn.current, form));
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error);
  }
}

async function page(): Promise<string> {
  const head = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in</title>`;
  if (signIn === null || signIn.user !== null) return `${head}<h1>Hello ${escape((await app.getMe()).fullName)}</h1>`;
  const notes = [...signIn.messages, problem].filter((note) => note !== "").map((note) => `<p>${escape(note)}</p>`);
  const content = signIn.current === null ? "<button>Start over</button>" : `${fields(signIn.current)}<button>Next</button>`;
  return `${head}${notes.join("")}<form method="post">${content}</form>`;
}

const LABELS: Readonly<Record<Question["kind"], string>> = {
  phoneNumber: "Phone number",
  confirmPhone: "Is the phone number correct? (y/n)",
  botToken: "Bot token",
  phoneCode: "Code (empty to send it again)",
  emailAddress: "E-mail address",
  emailCode: "Code from the e-mail",
  confirmEmailReset: "Give this e-mail address up? (y/n)",
  password: "Password",
  confirmRecovery: "Send a recovery code by e-mail? (y/n)",
  recoveryCode: "Recovery code (empty to go back)",
  newPassword: "New password (empty for none)",
  signUp: "First name",
};

/** The inputs that a question needs. */
function fields(question: Question): string {
  const isSecret = question.kind === "password" || question.kind === "newPassword";
  const first = input("answer", LABELS[question.kind], isSecret ? "password" : "text");
  const kind = `<input type="hidden" name="kind" value="${question.kind}">`;
  if (question.kind !== "signUp") return kind + first;
  return `${kind}<pre>${escape(question.terms?.text ?? "")}</pre>${first}${input("lastName", "Last name", "text")}`;
}

function readAnswer(question: Question, form: URLSearchParams): Answer {
  const text = form.get("answer") ?? "";
  switch (question.kind) {
    case "signUp":
      return { firstName: text, lastName: form.get("lastName") ?? "" };
    case "newPassword":
      return text === "" ? null : { password: text, hint: "" };
    case "confirmPhone":
    case "confirmRecovery":
    case "confirmEmailReset":
      return /^y(es)?$/i.test(text.trim());
    default:
      return text;
  }
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let body = "";
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > 10_000) throw new Error("The form is too long");
  }
  return new URLSearchParams(body);
}

function input(name: string, label: string, type: string): string {
  return `<label>${label} <input name="${name}" type="${type}" autocomplete="off" autofocus></label>`;
}

/** Telegram's texts and the account's own name are not to become markup. */
function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

// Whoever reaches this page signs in to the account: it is for this machine alone.
server.listen(Number(process.env["PORT"] ?? 8080), "127.0.0.1", () => console.log(`Open ${origin()}/ to sign in`));
await idle();
server.closeAllConnections();
server.close();
await app.disconnect();
