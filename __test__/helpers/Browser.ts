import { spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import type { ExecutionContext } from "ava";

const CHROMIUM = "/usr/bin/chromium";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--remote-debugging-pipe",
];

/** Longer than any step of a test takes, shorter than ava's patience. */
const STEP_TIMEOUT_MS = 30_000;

type Fields = Readonly<Record<string, unknown>>;

/** An answer to `id`, or an event named `method`. */
interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Fields;
  readonly result?: Fields;
  readonly error?: Fields;
}

interface Reply {
  resolve(result: Fields): void;
  reject(error: Error): void;
}

/**
 * One page of a headless Chromium, over the Chrome DevTools Protocol. The pipe carries JSON messages that end in a
 * NUL: unlike the WebSocket it needs nothing that Node 20 has not.
 */
export class Browser {
  readonly #input: Writable;
  readonly #replies = new Map<number, Reply>();
  /** Documents that have loaded, by the id of their loader. */
  readonly #loaded = new Set<unknown>();
  /** Told of each document that has loaded. */
  #onLoaded: (loaderId: unknown) => void = () => {};
  #sessionId: string | undefined;
  #lastId = 0;
  #received = "";

  private constructor(input: Writable, output: Readable) {
    this.#input = input;
    output.setEncoding("utf8").on("data", (text: string) => this.#receive(text));
  }

  /** A browser with an empty profile, closed after the test; null where no Chromium is installed. */
  static async open(t: ExecutionContext): Promise<Browser | null> {
    if (!isInstalled()) return null;
    const profile = mkdtempSync(join(tmpdir(), "heliogram-chromium-"));
    const child = spawn(CHROMIUM, [...FLAGS, `--user-data-dir=${profile}`, "about:blank"], {
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
      // Its crash reports and caches go where its profile goes.
      env: { ...process.env, HOME: profile, XDG_CONFIG_HOME: profile, XDG_CACHE_HOME: profile },
    });
    const ended = once(child, "close");
    const browser = new Browser(child.stdio[3] as Writable, child.stdio[4] as Readable);
    ended.then(() => browser.#fail(new Error("Chromium ended"))).catch((error: Error) => browser.#fail(error));
    t.teardown(async () => {
      // Killed, it would leave children behind that still write into the profile.
      await browser.#send("Browser.close").catch(() => child.kill("SIGKILL"));
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    });
    const { targetId } = await browser.#send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await browser.#send("Target.attachToTarget", { targetId, flatten: true });
    browser.#sessionId = String(sessionId);
    await browser.#send("Page.enable");
    await browser.#send("Page.setLifecycleEventsEnabled", { enabled: true });
    return browser;
  }

  /** Opens the address and waits until the page is there. */
  async goTo(url: string): Promise<void> {
    // The blank page that a browser begins with may still be loading: only this document counts.
    const { loaderId } = await this.#send("Page.navigate", { url });
    const loaded = new Promise<void>((resolve) => {
      this.#onLoaded = (id) => id === loaderId && resolve();
      if (this.#loaded.has(loaderId)) resolve();
    });
    await inTime(`${url} to load`, loaded);
  }

  /** Types into the first field, submits its form with the Enter key and waits for the next page. */
  async submit(text: string): Promise<void> {
    const loaded = new Promise<void>((resolve) => {
      this.#onLoaded = () => resolve();
    });
    // A page gives its own focus only when it is first drawn.
    await this.evaluate(`document.querySelector("input:not([type=hidden])").focus()`);
    await this.#send("Input.insertText", { text });
    const key = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 13, text: "\r" };
    await this.#send("Input.dispatchKeyEvent", { type: "keyDown", ...key });
    await this.#send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
    await inTime("the page after a form to load", loaded);
  }

  /** What a reader sees. */
  async text(): Promise<string> {
    return String(await this.evaluate("document.body.innerText"));
  }

  /** The value of a JavaScript expression in the page. */
  async evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.#send("Runtime.evaluate", { expression, returnByValue: true, awaitPromise: true });
    if (exceptionDetails !== undefined) throw new Error(`the page threw: ${JSON.stringify(exceptionDetails)}`);
    return (result as Fields)["value"];
  }

  async #send(method: string, params: Fields = {}): Promise<Fields> {
    const id = ++this.#lastId;
    const reply = new Promise<Fields>((resolve, reject) => this.#replies.set(id, { resolve, reject }));
    this.#input.write(`${JSON.stringify({ id, method, params, sessionId: this.#sessionId })}\0`);
    return inTime(method, reply);
  }

  #receive(text: string): void {
    const messages = (this.#received + text).split("\0");
    this.#received = messages.pop() ?? "";
    for (const message of messages) this.#take(JSON.parse(message));
  }

  #take({ id, method, params, result, error }: Message): void {
    if (method === "Page.lifecycleEvent" && params?.["name"] === "load" && !this.#loaded.has(params["loaderId"])) {
      this.#loaded.add(params["loaderId"]);
      this.#onLoaded(params["loaderId"]);
    }
    const reply = this.#replies.get(id ?? 0);
    this.#replies.delete(id ?? 0);
    if (error === undefined) reply?.resolve(result ?? {});
    else reply?.reject(new Error(String(error["message"])));
  }

  #fail(error: Error): void {
    for (const reply of this.#replies.values()) reply.reject(error);
    this.#replies.clear();
  }
}

function isInstalled(): boolean {
  try {
    accessSync(CHROMIUM, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function inTime<T>(what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`waited in vain for ${what}`)), STEP_TIMEOUT_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
