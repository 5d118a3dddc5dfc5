import type { BadMessageCode, DhGenFault, DhParamsFault, FaultScope, HostilePacket, ResPqFault } from "./Fault.js";

/** How often a step strikes before the story goes on, and where. */
export type StepScope = FaultScope;

/** What can befall an API call; each returns the story, to go on with. */
export interface CallSteps<Story> {
  /** Nothing: it is answered as ever. */
  pass(): Story;
  /** The connection is reset before the call runs. */
  drop(): Story;
  /** The call runs; then the connection is reset instead of the answer. */
  dropAnswer(): Story;
  /** The call runs and is answered; then the connection is closed. */
  dropAfterAnswer(): Story;
  /** The call runs and its answer is lost, on a connection that stays. */
  loseAnswer(): Story;
  /** The answer comes twice. */
  answerTwice(): Story;
  /** The call does not run, and the connection falls silent without closing. */
  silence(): Story;
  /** The call runs, and its answer comes so much later. */
  delay(ms: number): Story;
  /** The call does not run; this `rpc_error` is the answer. */
  fail(errorCode: number, text: string): Story;
  /** `420 FLOOD_WAIT_X`. */
  flood(seconds: number): Story;
  /** `500 INTERNAL`. */
  internalError(): Story;
}

/** What can befall a packet under a key. */
export interface PacketSteps<Story> {
  reset(): Story;
  close(): Story;
  /** Neither this packet nor any later one of the connection is answered. */
  silence(): Story;
  /** 64 random bytes come back. */
  garbage(): Story;
  /** A transport error such as −404 comes back, and the connection is closed. */
  refuse(transportError: number): Story;
  /** Its salt has just changed. */
  badSalt(): Story;
  /** A packet of a hostile server comes before the next good one. */
  hostile(packet: HostilePacket): Story;
  /** `bad_msg_notification`; goes by packets that hold a call. */
  badMessage(code: BadMessageCode): Story;
}

/** What can befall a new connection. */
export interface ConnectionSteps<Story> {
  reset(): Story;
  close(): Story;
  /** It is accepted and never answered. */
  silence(): Story;
  /** Everything comes late, in pieces, or both. */
  slow(pace: { readonly delayMs?: number; readonly segmentBytes?: number }): Story;
}

/** What can befall a key exchange. */
export interface HandshakeSteps<Story> {
  resPQ(fault: ResPqFault): Story;
  serverDhParams(fault: DhParamsFault): Story;
  dhGen(fault: DhGenFault): Story;
}
