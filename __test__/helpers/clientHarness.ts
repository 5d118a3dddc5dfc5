import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExecutionContext } from "ava";
import { callbackPrompter, Client, type ClientOptions, type Prompter } from "../../ts/index.js";
import { DEMO, TestServer, type TestServerOptions } from "../../ts/testing/index.js";

/** Well formed, and nobody's. */
export const API = { apiId: 12345, apiHash: "0123456789abcdef0123456789abcdef" } as const;

/** A server of its own for one test. */
export async function startServer(t: ExecutionContext, options: TestServerOptions = {}): Promise<TestServer> {
  const server = await TestServer.start(options);
  t.teardown(() => server.stop());
  return server;
}

/** A fresh folder, removed after the test. */
export function workdir(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), "heliogram-"));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A prompter that must not be asked anything. */
export const nobody: Prompter = callbackPrompter({});

/** A prompter that gives the demo's answers, and counts how often it was asked. */
export function demoPerson(more: Partial<Prompter> = {}): Prompter & { readonly asked: string[]; readonly told: string[] } {
  const asked: string[] = [];
  const told: string[] = [];
  const answer =
    <T>(kind: string, value: T) =>
    (): Promise<T> => (asked.push(kind), Promise.resolve(value));
  const prompter = callbackPrompter({
    phoneNumber: answer("phoneNumber", DEMO.phone),
    confirmPhone: answer("confirmPhone", true),
    phoneCode: answer("phoneCode", DEMO.code),
    notify: (text) => void told.push(text),
    ...more,
  });
  return { ...prompter, asked, told };
}

/** Options of a client for the server; its session is kept in memory unless `more` says otherwise. */
export function access(server: TestServer, more: ClientOptions = {}): ClientOptions {
  const isKept = more.workdir !== undefined || more.storage !== undefined;
  return { ...API, dcOptions: server.dcOptions, rsaKeys: server.rsaKeys, prompter: nobody, ...(isKept ? {} : { inMemory: true }), ...more };
}

/** A client that is stopped after the test, whatever happens. */
export function createClient(t: ExecutionContext, server: TestServer, more: ClientOptions = {}, name = "my_account"): Client {
  const client = new Client(name, access(server, more));
  t.teardown(() => client.stop());
  return client;
}
