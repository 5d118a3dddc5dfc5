import { resolve } from "node:path";
import { SignInFlow, type Prompter } from "../auth/index.js";
import { ClientStateError, RpcError, SignInError } from "../errors/index.js";
import { DEFAULT_DC_ID, Network, type InvokeOptions } from "../network/index.js";
import { MemoryStorage, readSessionString, SqliteStorage, writeSessionString, type Storage } from "../storage/index.js";
import type { tl, TlRequest, TlResult } from "../tl/index.js";
import { User } from "../types/index.js";
import { checkName } from "./checkName.js";
import { resolveClientOptions, type ClientOptions, type ResolvedClientOptions } from "./ClientOptions.js";
import { ClientAuth } from "./ClientAuth.js";
import { createNetwork } from "./createNetwork.js";
import { SessionStore } from "./SessionStore.js";
import { StopSignals } from "./StopSignals.js";
import { UpdateHandlers, type RawUpdateHandler } from "./UpdateHandlers.js";

type Phase = "disconnected" | "connecting" | "connected" | "starting" | "started" | "stopping";

/** What exists only while a client is connected. */
interface Online {
  readonly storage: Storage;
  readonly store: SessionStore;
  readonly network: Network;
}

/**
 * One account of Telegram, person or bot.
 *
 * @example
 * const app = new Client("my_account", { apiId: 12345, apiHash: "0123456789abcdef0123456789abcdef" });
 * await app.run();
 */
export class Client implements AsyncDisposable {
  readonly name: string;
  readonly #options: ResolvedClientOptions;
  readonly #prompter: Prompter | null;
  readonly #createStorage: () => Storage;
  readonly #updates: UpdateHandlers<this>;
  #phase: Phase = "disconnected";
  #online: Online | null = null;
  #me: User | null = null;
  #takeoutId: bigint | null = null;
  /** Aborted when the client stops: whatever start() is waiting for ends. */
  #stopping = new AbortController();
}
