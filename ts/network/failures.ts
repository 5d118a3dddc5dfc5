import { CallLostError, ConnectionError, HeliogramError, SecurityError, TimeoutError, TransportError } from "../errors/index.js";

const STATUS_MEANING: ReadonlyMap<number, string> = new Map([
  [-404, "it does not know this auth key"],
  [-429, "too many connections or requests; they will be spaced out"],
  [-444, "this DC number does not belong to this environment"],
]);

/** Codes by which the native session says that the line went bad, not that somebody attacks it. */
const LINE_CODES: ReadonlyMap<string, string> = new Map([
  ["ERR_PONG_TIMEOUT", "did not answer a ping in time"],
  ["ERR_ANSWER_LOST", "has answered a call, and the answer did not arrive"],
]);

/** Why a session gave up its socket, as an error for the user. */
export function closeReason(code: string, status: number, dcId: number): HeliogramError {
  if (status !== 0) {
    const meaning = STATUS_MEANING.get(status);
    return new TransportError(status, `DC ${dcId} answered ${status}${meaning === undefined ? "" : `: ${meaning}`}`);
  }
  const lineFault = LINE_CODES.get(code);
  if (lineFault !== undefined) return new TimeoutError(`DC ${dcId} ${lineFault}`);
  return new SecurityError(`A packet from DC ${dcId} failed its checks (${code}); the connection was dropped`);
}

/** The end of a socket. What a layer under it has found out about a proxy is not to be hidden. */
export function closedBy(error: Error | null, message: string): HeliogramError {
  if (error instanceof HeliogramError) return error;
  return new ConnectionError(message, error === null ? {} : { cause: error });
}

/**
 * Whether an error leaves open how far the call got: it happened inside Telegram, which includes a message that an
 * earlier attempt has sent (RANDOM_ID_DUPLICATE).
 */
export function leavesOpen(code: number, text: string): boolean {
  return (code < 0 || code >= 500) && text !== "MSG_WAIT_TIMEOUT";
}

/** Why the session gave up one call. */
export function callFailure(code: string, mayHaveRun: boolean): HeliogramError {
  const doubt = mayHaveRun ? "; it may have been carried out" : "; it was not carried out";
  return new CallLostError(`The call could not be finished (${code})${doubt}`, mayHaveRun);
}
