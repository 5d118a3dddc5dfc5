import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { ExecutionContext } from "ava";
import type { DcOption } from "../../ts/index.js";

export interface ServerAccess {
  readonly dcOptions: readonly DcOption[];
  readonly rsaKeys: readonly string[];
}

/** Starts a TestServer in a process of its own; it ends with the test. */
export async function startServerProcess(t: ExecutionContext): Promise<ServerAccess> {
  const child = spawn(process.execPath, [fileURLToPath(new URL("./serverProcess.js", import.meta.url))], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  t.teardown(async () => {
    const exited = once(child, "exit");
    child.stdin.end();
    await exited;
  });
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  return JSON.parse(String(line));
}
