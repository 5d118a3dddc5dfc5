import { resolve } from "node:path";
import { MemoryStorage, readSessionString, SqliteStorage, type Storage } from "../storage/index.js";
import type { ClientOptions } from "./ClientOptions.js";

/**
 * A string, a storage of the user's own, memory, or a file: in this order, as in Hydrogram. What is kept in memory
 * outlives a restart.
 *
 * @throws TypeError when `workdir` is no string
 * @throws SessionStringError when `sessionString` is none
 */
export function chooseStorage(name: string, { sessionString, storage, inMemory, workdir }: ClientOptions): () => Storage {
  if (sessionString !== undefined) {
    const memory = new MemoryStorage(readSessionString(sessionString));
    return () => memory;
  }
  if (storage !== undefined) return () => storage;
  if (inMemory === true) {
    const memory = new MemoryStorage();
    return () => memory;
  }
  if (workdir !== undefined && typeof workdir !== "string") throw new TypeError("workdir must be a string");
  const path = resolve(workdir ?? ".", `${name}.session`);
  return () => new SqliteStorage(path);
}
