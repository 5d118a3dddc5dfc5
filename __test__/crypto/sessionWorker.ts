// Runs in a worker thread: tries the number of a session of the main thread, and one of its own.
import { parentPort, workerData } from "node:worker_threads";

import { raw, Session } from "../../ts/native.js";

const { number } = workerData as { number: number };
const session = new Session({ authKey: new Uint8Array(256), transport: "full", obfuscated: false, dcId: 1, salts: new Uint8Array(), timeOffsetMs: 0 });
let other: unknown = "no error";
try {
  raw.sessionFlush(number, new Uint8Array(64), 0);
} catch (error) {
  other = (error as Error).name;
}
parentPort?.postMessage({ other, own: raw.sessionFlush(session.number, new Uint8Array(64), 0) });
