// Runs as a child process: makes the addon panic and tells what became of it.
import { sha1 } from "../../ts/crypto/index.js";
import { __panic, __panicOffThread, raw } from "../../ts/native.js";

const codes: unknown[] = [];
try {
  __panic();
} catch (error) {
  codes.push((error as { code?: unknown }).code);
}
try {
  raw.panic();
} catch (error) {
  codes.push((error as { code?: unknown }).code);
}
await __panicOffThread().catch((error: unknown) => codes.push((error as { code?: unknown }).code));
codes.push(sha1(new Uint8Array()).toString("hex") === "da39a3ee5e6b4b0d3255bfef95601890afd80709" ? "still here" : "broken");
process.stdout.write(JSON.stringify(codes));
