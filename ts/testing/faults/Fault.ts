/** Where and how often a fault strikes. */
export interface FaultScope {
  /** Only on this DC. @default any DC */
  readonly dcId?: number;
  /** How often it strikes before it is used up; `Infinity` never is. @default 1 */
  readonly times?: number;
  /** How many chances it lets pass first. @default 0 */
  readonly skip?: number;
}

/** What can be wrong with `resPQ`. */
export type ResPqFault =
  | "wrongNonce"
  | "unknownFingerprint"
  | "noFingerprints"
  | "manyFingerprints"
  | "primePq"
  | "evenPq"
  | "zeroPq"
  | "hugePq"
  | "squarePq";

/** What can be wrong with `server_DH_params_ok`. `paramsFail` sends `server_DH_params_fail`. */
export type DhParamsFault =
  | "wrongNonce"
  | "wrongServerNonce"
  | "wrongHash"
  | "wrongInnerNonce"
  | "wrongInnerServerNonce"
  | "raggedLength"
  | "longPadding"
  | "compositePrime"
  | "shortPrime"
  | "unsafePrime"
  | "wrongGenerator"
  | "generatorOne"
  | "hugeGenerator"
  | "gAZero"
  | "gAOne"
  | "gAPrimeMinusOne"
  | "gAPrime"
  | "gASmall"
  | "gABig"
  | "paramsFail"
  | "paramsFailWrongHash";

/** What can be wrong with the last answer. `retry` and `fail` are legal answers that say no. */
export type DhGenFault =
  | "wrongNonce"
  | "wrongServerNonce"
  | "wrongHash"
  | "retry"
  | "retryWrongHash"
  | "fail"
  | "failWrongHash"
  | "okWithRetryHash";

/** A hostile or broken answer within the key exchange (spec/mtproto.md §3, §11). */
export type HandshakeFault = FaultScope & { readonly kind: "handshake" } & (
    | { readonly step: "resPQ"; readonly fault: ResPqFault }
    | { readonly step: "serverDhParams"; readonly fault: DhParamsFault }
    | { readonly step: "dhGen"; readonly fault: DhGenFault }
  );

/** Something that happens to the connection instead of an answer. */
export type WireAction =
  /** TCP RST. */
  | "reset"
  /** An orderly close. */
  | "close"
  /** No answer now, none ever on this connection, and the socket stays open. */
  | "silence"
  /** 64 random bytes, unframed, then silence. */
  | "garbage"
  /** The start of a packet that claims to be 1 GB long, then silence. */
  | "hugeLength"
  /** An empty packet, then silence. */
  | "emptyPacket"
  /** A transport error such as −404, then an orderly close. */
  | { readonly transportError: number };

/** Moments at which a {@link WireAction} can strike. */
export type WireMoment =
  /** The connection was accepted. */
  | "connect"
  /** The answer named is due; it is not sent. */
  | "resPQ"
  | "serverDhParams"
  | "dhGen"
  /** An encrypted packet came in; it is not processed. */
  | "encrypted"
  /** The first encrypted packet of a connection came in; it is not processed. */
  | "firstEncrypted";

/** A fault of the network or of the front end. */
export type WireFault = FaultScope & {
  readonly kind: "wire";
  readonly at: WireMoment;
  readonly action: WireAction;
};

/** A message under a good salt is refused with `bad_server_salt`: the salt has just changed. */
export type BadSaltFault = FaultScope & { readonly kind: "badSalt" };

/** Codes of `bad_msg_notification` (spec/mtproto.md §5.9); 48 is the {@link BadSaltFault}. */
export const BAD_MESSAGE_CODES = Object.freeze([16, 17, 18, 19, 20, 32, 33, 34, 35, 64] as const);

/** What a good packet can be refused as. */
export type BadMessageCode = (typeof BAD_MESSAGE_CODES)[number];

/** A packet that holds an API call is refused by `bad_msg_notification`, whatever it is like; nothing of it runs. */
export type BadMessageFault = FaultScope & {
  readonly kind: "badMessage";
  /**
   * 16 message id too low, 17 too high, 18 not divisible by 4, 19 the id of a container is taken, 20 too old, 32 and
   * 33 sequence number too low and too high, 34 and 35 it must be even and odd, 64 the container is invalid.
   */
  readonly code: BadMessageCode;
};

/** What a packet of a hostile or broken server can be like (spec/mtproto.md §4.3, §5). */
export type HostilePacket =
  /** Sealed for another session. */
  | "wrongSession"
  /** Bears the id of another key. */
  | "wrongKey"
  /** One byte was changed on the way. */
  | "changed"
  /** The packet that follows comes twice, the same bytes. */
  | "replayed"
  /** Less padding than the 12 bytes that are the least. */
  | "shortPadding"
  /** More padding than the 1024 bytes that are the most. */
  | "longPadding"
  /** A container within a container. */
  | "nestedContainer"
  /** A container that claims 2^20 messages. */
  | "millionMessages"
  /** A packed update that would be 256 MB. */
  | "gzipBomb"
  /** A message id that only clients make. */
  | "clientId"
  /** A message id of an hour from now. */
  | "futureId"
  /** A message id of an hour ago. */
  | "pastId"
  /** Acknowledges messages that were never sent. */
  | "unknownAcks"
  /** The result of a call that was never made. */
  | "unknownResult";

/** A hostile packet goes out before the next good one. */
export type HostileFault = FaultScope & { readonly kind: "hostile"; readonly packet: HostilePacket };

/** Anything that can befall one API call. */
export type CallAction =
  /** Nothing: the call runs and is answered. For counting. */
  | "none"
  /** The call does not run, and its connection says nothing any more, as if the host had lost power. */
  | "silence"
  /** The connection is reset before the call is looked at, so it never ran. */
  | "resetBeforeCall"
  /** The call runs; the connection is reset instead of the answer, which waits for a new one. */
  | "resetBeforeAnswer"
  /** The call runs and is answered; then the connection is closed. */
  | "closeAfterAnswer"
  /** The call runs and its answer is lost, on a connection that stays. */
  | "loseAnswer"
  /** The answer is sent twice, under two message ids. */
  | "answerTwice"
  /** The call does not run; this error is the answer. */
  | { readonly errorCode: number; readonly text: string }
  /** The call runs, and the answer comes so much later. */
  | { readonly delayMs: number };

/** A fault of one API call. */
export type CallFault = FaultScope & {
  readonly kind: "call";
  /** TL name of the innermost method, or `#` and its hex id. @default any method */
  readonly method?: string;
  readonly action: CallAction;
};

/** Everything that is sent on a new connection is cut or late. */
export type PaceFault = FaultScope & {
  readonly kind: "pace";
  /** Longest piece written at once, bytes. @default 0 (no cutting) */
  readonly segmentBytes?: number;
  /** Delay of every write, milliseconds. @default 0 */
  readonly delayMs?: number;
};

/** A key whose client wants it destroyed stays. */
export type DestroyKeyFault = FaultScope & {
  readonly kind: "destroyKey";
  /** `fail` and `none` are the server's words; `silence`: no answer comes. */
  readonly answer: "fail" | "none" | "silence";
};

/** Any fault that a test server can be given. */
export type Fault = HandshakeFault | WireFault | BadSaltFault | BadMessageFault | HostileFault | CallFault | PaceFault | DestroyKeyFault;
