import type { BadMessageCode, DhGenFault, DhParamsFault, FaultScope, ResPqFault } from "./Fault.js";
import type { FaultScript } from "./FaultScript.js";

/** How often a step strikes before the story goes on, and where. */
export type StepScope = FaultScope;

/** What can befall an API call; each returns the story, to go on with. */
export interface CallSteps {
  /** Nothing: it is answered as ever. */
  pass(): FaultScript;
  /** The connection is reset before the call runs. */
  drop(): FaultScript;
  /** The call runs; then the connection is reset instead of the answer. */
  dropAnswer(): FaultScript;
  /** The call runs and is answered; then the connection is closed. */
  dropAfterAnswer(): FaultScript;
  /** The call runs and its answer is lost, on a connection that stays. */
  loseAnswer(): FaultScript;
  /** The answer comes twice. */
  answerTwice(): FaultScript;
  /** The call does not run, and the connection falls silent without closing. */
  silence(): FaultScript;
  /** The call runs, and its answer comes so much later. */
  delay(ms: number): FaultScript;
  /** The call does not run; this `rpc_error` is the answer. */
  fail(errorCode: number, text: string): FaultScript;
  /** `420 FLOOD_WAIT_X`. */
  flood(seconds: number): FaultScript;
  /** `500 INTERNAL`. */
  internalError(): FaultScript;
}

/** What can befall a packet under a key. */
export interface PacketSteps {
  reset(): FaultScript;
  close(): FaultScript;
  /** Neither this packet nor any later one of the connection is answered. */
  silence(): FaultScript;
  /** 64 random bytes come back. */
  garbage(): FaultScript;
  /** A transport error such as −404 comes back, and the connection is closed. */
  refuse(transportError: number): FaultScript;
  /** Its salt has just changed. */
  badSalt(): FaultScript;
  /** `bad_msg_notification`; goes by packets that hold a call. */
  badMessage(code: BadMessageCode): FaultScript;
}

/** What can befall a new connection. */
export interface ConnectionSteps {
  reset(): FaultScript;
  close(): FaultScript;
  /** It is accepted and never answered. */
  silence(): FaultScript;
  /** Everything comes late, in pieces, or both. */
  slow(pace: { readonly delayMs?: number; readonly segmentBytes?: number }): FaultScript;
}

/** What can befall a key exchange. */
export interface HandshakeSteps {
  resPQ(fault: ResPqFault): FaultScript;
  serverDhParams(fault: DhParamsFault): FaultScript;
  dhGen(fault: DhGenFault): FaultScript;
}
