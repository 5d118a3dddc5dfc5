import { RpcError, TlError } from "../errors/index.js";
import type { FetchFailure } from "./FetchFailure.js";

const TIMESTAMP: ReadonlySet<string> = new Set(["PERSISTENT_TIMESTAMP_INVALID", "PERSISTENT_TIMESTAMP_EMPTY"]);

const INACCESSIBLE: ReadonlySet<string> = new Set([
  "CHANNEL_PRIVATE",
  "CHANNEL_INVALID",
  "CHANNEL_PUBLIC_GROUP_NA",
  "USER_BANNED_IN_CHANNEL",
]);

/** What an error of `getDifference` or `getChannelDifference` means (spec/client.md §4.4, §4.5). */
export function failureOf(error: unknown): FetchFailure {
  if (error instanceof TlError) return { kind: "unreadable" };
  if (!(error instanceof RpcError)) return { kind: "retry" };
  if (TIMESTAMP.has(error.text)) return { kind: "timestamp" };
  if (INACCESSIBLE.has(error.text)) return { kind: "inaccessible" };
  if (error.code === 401) return { kind: "signedOut" };
  return error.code === 420 && typeof error.value === "number" ? { kind: "retry", waitMs: 1000 * error.value } : { kind: "retry" };
}
