// Signs in through a web page instead of a terminal: the flow only asks, a form answers.
import { createServer, type IncomingMessage } from "node:http";
import { Client, type Answer, type Question } from "heliogram";

const app = new Client("web_account", { apiId: 12345, apiHash: "0123456789abcdef0123456789abcdef" });
await app.connect();
const signIn = await app.createSignIn();

const server = createServer(async (request, response) => {
  let problem = "";
  if (request.method === "POST" && signIn.current !== null) {
    try {
      await signIn.answer(readAnswer(signIn.current, await readForm(request)));
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
    }
  }
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.end(await page(problem));
});
server.listen(Number(process.env["PORT"] ?? 8080), "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") console.log(`Open http://127.0.0.1:${address.port}/ to sign in`);
});

async function page(problem: string): Promise<string> {
  const head = "<!doctype html><title>Sign in</title>";
  if (signIn.user !== null) return `${head}<h1>Hello ${escape((await app.getMe()).fullName)}</h1>`;
  if (signIn.current === null) return `${head}<h1>Sign-in ended</h1><p>${escape(problem)}</p>`;
  const notes = [...signIn.messages, problem].map((note) => `<p>${escape(note)}</p>`).join("");
  return `${head}${notes}<form method="post">${fields(signIn.current)}<button>Next</button></form>`;
}

/** The inputs that a question needs. */
function fields(question: Question): string {
  switch (question.kind) {
    case "signUp":
      return `${escape(question.terms?.text ?? "")} ${input("firstName", "First name")} ${input("lastName", "Last name")}`;
    case "confirmPhone":
    case "confirmRecovery":
    case "confirmEmailReset":
      return input("answer", `${question.kind} (y/n)`);
    case "password":
      return input("answer", `Password ${question.hint === null ? "" : `(hint: ${question.hint})`}`, "password");
    default:
      return input("answer", question.kind);
  }
}

function readAnswer(question: Question, form: URLSearchParams): Answer {
  const text = form.get("answer") ?? "";
  switch (question.kind) {
    case "signUp":
      return { firstName: form.get("firstName") ?? "", lastName: form.get("lastName") ?? "" };
    case "newPassword":
      return text === "" ? null : { password: text, hint: "" };
    case "confirmPhone":
    case "confirmRecovery":
    case "confirmEmailReset":
      return text === "y";
    default:
      return text;
  }
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return new URLSearchParams(body);
}

function input(name: string, label: string, type = "text"): string {
  return `<label>${escape(label)} <input name="${name}" type="${type}" autofocus></label>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
