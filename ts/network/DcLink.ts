import { createRpcError } from "../errors/index.js";
import { decodeResult, describeError, encode, LAYER, type TlRequest } from "../tl/index.js";
import { AuthKeyLost } from "./AuthKeyLost.js";
import type { Connection } from "./Connection.js";
import type { CallOptions } from "./ConnectionOptions.js";
import { callFailure } from "./failures.js";
import { RawRpcError } from "./RawRpcError.js";
import { untilAborted } from "./untilAborted.js";

/** What `initConnection` tells a DC about this client (spec/mtproto.md §8.4). None may be empty. */
export interface InitParams {
  readonly apiId: number;
  readonly deviceModel: string;
  readonly systemVersion: string;
  readonly appVersion: string;
  readonly langCode: string;
  /** The MTProxy that the client came through, which shows its sponsor in Telegram's own applications. */
  readonly proxy?: { readonly address: string; readonly port: number };
}

/** Errors by which a DC says that it has not heard (or has forgotten) initConnection. */
const WANTS_INIT: ReadonlySet<string> = new Set(["CONNECTION_NOT_INITED", "CONNECTION_LAYER_INVALID"]);

/** A connection that speaks TL: wraps calls, encodes them, decodes results, names errors. */
export class DcLink {
  #connection: Connection;
  readonly #params: () => InitParams;
  readonly #wrapEach: (request: TlRequest) => TlRequest;
  #initialised = false;

  /** @param wrapEach put around every call, innermost */
  constructor(connection: Connection, params: () => InitParams, wrapEach: (request: TlRequest) => TlRequest) {
    this.#connection = connection;
    this.#wrapEach = wrapEach;
    this.#params = params;
  }

  /** Called when the connection should be replaced before its key ends. */
  onRenew: () => void = () => {};
  /** Called when the connection has ended for good, and whether a call was told. */
  onGone: (error: unknown, isHeard: boolean) => void = () => {};

  get connection(): Connection {
    return this.#connection;
  }

  /** Calls to come go over another connection, which is open; those under way are answered on the old one. */
  moveTo(connection: Connection): void {
    const old = this.#connection;
    this.#connection = connection;
    this.#initialised = false;
    old.retire();
  }

  /** The server has forgotten the session or the key, so it hears initConnection again with the next call. */
  forgetInit(): void {
    this.#initialised = false;
  }

  /** Ends the connection for good. */
  close(reason?: unknown): Promise<void> {
    return this.#connection.close(reason);
  }

  /** Never throws: what is wrong with the request is told by the promise as well. */
  call(request: TlRequest, method: string, options: CallOptions = {}): Promise<unknown> {
    return this.#send(request, method, options).catch((error: unknown) => this.#again(error, request, method, options));
  }

  /** What has failed for want of a key or of initConnection is sent once more. */
  async #again(error: unknown, request: TlRequest, method: string, options: CallOptions): Promise<unknown> {
    const { signal, once } = options;
    if (error instanceof AuthKeyLost) {
      if (once === true && error.mayHaveRun) throw callFailure("ERR_UNCERTAIN", true);
      await untilAborted(this.#connection.open(), signal);
    } else if (!(error instanceof RawRpcError)) throw error;
    else if (!WANTS_INIT.has(error.text)) throw this.#named(error, method);
    this.#initialised = false;
    try {
      return await this.#send(request, method, options);
    } catch (error) {
      throw error instanceof RawRpcError ? this.#named(error, method) : error;
    }
  }

  /** Calls are wrapped until the first result has come back: earlier wrapped ones may have been lost. */
  #send(request: TlRequest, method: string, options: CallOptions): Promise<unknown> {
    const isWrapped = !this.#initialised;
    let body: Uint8Array;
    try {
      body = this.#encode(request, isWrapped);
    } catch (error) {
      return Promise.reject(error);
    }
    return this.#connection.call(body, options).then((result) => {
      // The answer to a bare call may have been on its way when the session was forgotten.
      if (isWrapped) this.#initialised = true;
      return decodeResult(method, result);
    });
  }

  #encode(request: TlRequest, isWrapped: boolean): Uint8Array {
    const query = this.#wrapEach(request);
    try {
      return encode(isWrapped ? this.#wrap(query) : query);
    } catch (error) {
      // Alone the request fails as well, and the error names its own field instead of the wrapper's.
      encode(request);
      throw error;
    }
  }

  #wrap(query: TlRequest): TlRequest {
    const { apiId, deviceModel, systemVersion, appVersion, langCode, proxy } = this.#params();
    return {
      _: "invokeWithLayer",
      layer: LAYER,
      query: {
        _: "initConnection",
        apiId,
        deviceModel,
        systemVersion,
        appVersion,
        systemLangCode: langCode,
        // Language packs belong to Telegram's own applications.
        langPack: "",
        langCode,
        ...(proxy && { proxy: { _: "inputClientProxy", ...proxy } }),
        query,
      },
    };
  }

  #named({ errorCode, text, mayHaveRun }: RawRpcError, method: string): Error {
    const description = describeError(text, errorCode)?.description ?? "";
    return createRpcError({ code: errorCode, text, method, description, mayHaveRun });
  }
}
