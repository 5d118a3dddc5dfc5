import type { CallFault } from "../faults/Fault.js";
import type { AuthKey } from "./AuthKey.js";
import { bindTempKey } from "./bindTempKey.js";
import { pack } from "./gzip.js";
import type { ReceivedMessage, ReceivedMessages } from "./ReceivedMessages.js";
import { RpcFault, type ServerPeer } from "./RpcService.js";
import type { SessionHost, SessionLink } from "./SessionHost.js";
import { CALL, SERVICE } from "./serviceIds.js";
import { TlParseError } from "./TlReader.js";
import { TlWriter } from "./TlWriter.js";
import { unwrapCall, type UnwrappedCall } from "./unwrapCall.js";

/** What calls need of the session that they came through. */
export interface CallingSession extends ServerPeer {
  readonly key: AuthKey;
  readonly received: ReceivedMessages;
  /** Makes as if a message had never arrived. */
  forget(msgId: bigint): void;
  /** The connection is gone. */
  detach(link: SessionLink): void;
  /** Queues a message that is kept until it is acknowledged; gives its id. */
  queueContent(body: Uint8Array, answerTo: bigint, isLost: boolean): bigint;
  /** Sends all that waits. */
  flush(): void;
}

/**
 * Runs the API calls of one session, any number at a time: their answers go out in the order in which
 * they become ready.
 */
export class Calls {
  readonly #host: SessionHost;
  readonly #session: CallingSession;
  /** Told about each call that comes in, for those that wait for it. */
  readonly #arrivals = new Set<() => void>();

  constructor(host: SessionHost, session: CallingSession) {
    this.#host = host;
    this.#session = session;
  }

  /** Starts a call; its answer is queued on the session. */
  start(link: SessionLink, message: ReceivedMessage, body: Buffer): void {
    let call: UnwrappedCall;
    try {
      call = unwrapCall(body);
    } catch (error) {
      if (!(error instanceof TlParseError)) throw error;
      this.#answer(message, rpcError(new RpcFault(400, "INPUT_FETCH_ERROR")));
      return;
    }
    const { faults, service, statistics, dcId } = this.#host;
    const name = service.methodName?.(call.method) ?? `#${call.method.toString(16).padStart(8, "0")}`;
    const fault = faults.take("call", dcId, ({ method }) => (method ?? name) === name);
    if (fault?.action === "resetBeforeCall" || fault?.action === "silence") {
      this.#session.forget(message.msgId);
      if (fault.action === "silence") link.goDeaf();
      else link.reset();
      return;
    }
    statistics.count(statistics.calls, name);
    message.outcome = this.#run(link, message, call, fault);
    for (const arrived of this.#arrivals) arrived();
  }

  /** Runs the call and queues the answer; true if it succeeded. Never rejects. */
  async #run(link: SessionLink, message: ReceivedMessage, call: UnwrappedCall, fault: CallFault | null): Promise<boolean> {
    const action = fault?.action;
    let result: Uint8Array;
    let isSuccess = true;
    try {
      if (typeof action === "object" && "errorCode" in action) throw new RpcFault(action.errorCode, action.text);
      if (call.after.length > 0) await this.#waitFor(call.after);
      result = await this.#execute(message, call);
      if (typeof action === "object" && "delayMs" in action) await sleep(action.delayMs);
    } catch (error) {
      isSuccess = false;
      result = rpcError(this.#faultOf(error));
    }
    if (action === "resetBeforeAnswer") {
      link.reset();
      this.#session.detach(link);
    }
    this.#answer(message, result, action === "loseAnswer");
    if (action === "answerTwice") this.#answer(message, result);
    if (action === "closeAfterAnswer") {
      this.#session.flush();
      link.close();
    }
    return isSuccess;
  }

  async #execute(message: ReceivedMessage, call: UnwrappedCall): Promise<Uint8Array> {
    const { key, sessionId } = this.#session;
    if (call.method === CALL.bindTempAuthKey) {
      bindTempKey(this.#host, { key, sessionId, msgId: message.msgId }, call.query);
      return new TlWriter().uint32(SERVICE.boolTrue).finish();
    }
    if (key.permanent === null && !ALLOWED_UNBOUND.has(call.method)) {
      throw new RpcFault(401, "AUTH_KEY_PERM_EMPTY");
    }
    return this.#host.service.call(this.#session, call.body, { msgId: message.msgId });
  }

  #answer(message: ReceivedMessage, result: Uint8Array, isLost = false): void {
    if (message.isDropped) return;
    const body = new TlWriter().uint32(SERVICE.rpcResult).uint64(message.msgId).raw(pack(result)).finish();
    message.answerMsgId = this.#session.queueContent(body, message.msgId, isLost);
  }

  /** Waits until other calls of this session have succeeded. */
  async #waitFor(msgIds: readonly bigint[]): Promise<void> {
    const { received } = this.#session;
    const deadline = new Deadline(LONGEST_WAIT_MS);
    try {
      for (const msgId of msgIds) {
        while (received.get(msgId) === undefined && !received.isForgotten(msgId)) {
          await deadline.wait(new Promise<void>((resolve) => this.#onArrival(resolve)));
        }
        const outcome = received.get(msgId)?.outcome ?? true;
        if (!(await deadline.wait(outcome))) throw new RpcFault(400, "MSG_WAIT_FAILED");
      }
    } finally {
      deadline.end();
    }
  }

  #onArrival(resolve: () => void): void {
    const arrived = (): void => {
      this.#arrivals.delete(arrived);
      resolve();
    };
    this.#arrivals.add(arrived);
  }

  #faultOf(error: unknown): RpcFault {
    if (error instanceof RpcFault) return error;
    this.#host.statistics.failures.push(error);
    return new RpcFault(500, "INTERNAL");
  }
}

/** One time limit over several waits. */
class Deadline {
  #timer: NodeJS.Timeout | undefined;
  readonly #passed: Promise<never>;

  constructor(ms: number) {
    this.#passed = new Promise((_, reject) => {
      this.#timer = setTimeout(() => reject(new RpcFault(-503, "MSG_WAIT_TIMEOUT")), ms);
    });
    // Without a wait under way nobody listens to the rejection.
    this.#passed.catch(() => {});
  }

  wait<T>(what: T | Promise<T>): Promise<T> {
    return Promise.race([what, this.#passed]);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

function rpcError(fault: RpcFault): Buffer {
  return new TlWriter()
    .uint32(SERVICE.rpcError)
    .int32(fault.errorCode)
    .bytes(Buffer.from(fault.text))
    .finish();
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

/** What a temporary key may ask before it is bound (spec §7). */
const ALLOWED_UNBOUND = new Set<number>([CALL.getConfig, CALL.getNearestDc]);
/** How long a call waits for its predecessors (§5.18). */
const LONGEST_WAIT_MS = 500;
