import { RpcFault } from "../session/RpcService.js";
import type { TlObject } from "../codec/index.js";

/** An error that a test orders for calls to come. */
export interface ScriptedError {
  /** TL name of the method, for example `auth.sendCode`; `*` for any. */
  readonly method: string;
  readonly errorCode: number;
  /** Error text, for example `FLOOD_WAIT_5`. */
  readonly text: string;
  /** How many calls fail. @default 1 */
  readonly times?: number;
  /** How many calls pass before the first fails. @default 0 */
  readonly after?: number;
}

/** One call that the world has seen. */
export interface SeenCall {
  /** TL name without wrappers; `#` and eight hex digits when the id is unknown. */
  readonly method: string;
  /** TL names of the wrappers around it, outermost first. */
  readonly wrappers: readonly string[];
  /** The call itself, without wrappers; null when it could not be read. */
  readonly request: TlObject | null;
  readonly layer: number;
  readonly dcId: number;
  readonly authKeyId: bigint;
  readonly sessionId: bigint;
  /** Who called; null before sign-in. */
  readonly userId: bigint | null;
  readonly atMs: number;
  /** Error text of the answer; null for a result, or while there is no answer. */
  error: string | null;
}

/** Lets a test order errors, and remembers what was called. */
export class RpcScript {
  /** Calls, oldest first; the oldest are forgotten. */
  readonly calls: SeenCall[] = [];
  readonly #remembered: number;
  #errors: { method: string; fault: RpcFault; times: number; after: number }[] = [];

  /** @param remembered - how many calls are kept */
  constructor(remembered: number) {
    this.#remembered = remembered;
  }

  /** Orders an error for the next calls of a method. Errors come in the order in which they were ordered. */
  fail(error: ScriptedError): void {
    this.#errors.push({
      method: error.method,
      fault: new RpcFault(error.errorCode, error.text),
      times: error.times ?? 1,
      after: error.after ?? 0,
    });
  }

  /** Takes back all errors that were ordered. */
  clear(): void {
    this.#errors = [];
  }

  /** Methods that were called, oldest first; for short assertions. */
  methods(): string[] {
    return this.calls.map((call) => call.method);
  }

  /** Calls that no handler answers. */
  unknown(): SeenCall[] {
    return this.calls.filter((call) => call.error?.startsWith("INPUT_METHOD_INVALID") === true);
  }

  /** Remembers a call. */
  record(call: SeenCall): void {
    this.calls.push(call);
    if (this.calls.length > this.#remembered) {
      this.calls.shift();
    }
  }

  /** The error that was ordered for this call, if any. */
  take(method: string): RpcFault | null {
    const ordered = this.#errors.find((error) => error.method === method || error.method === "*");
    if (ordered === undefined) {
      return null;
    }
    if (ordered.after > 0) {
      ordered.after--;
      return null;
    }
    if (--ordered.times <= 0) {
      this.#errors = this.#errors.filter((error) => error !== ordered);
    }
    return new RpcFault(ordered.fault.errorCode, ordered.fault.text);
  }
}
