/** Constructor ids of the session layer (spec/mtproto.md §5.1). */
export const SERVICE = {
  msgContainer: 0x73f1f8dc,
  msgCopy: 0xe06046b2,
  gzipPacked: 0x3072cfa1,
  rpcResult: 0xf35c6d01,
  rpcError: 0x2144ca19,
  msgsAck: 0x62d6b459,
  badMsgNotification: 0xa7eff811,
  badServerSalt: 0xedab447b,
  msgsStateReq: 0xda69fb52,
  msgsStateInfo: 0x04deb57d,
  msgsAllInfo: 0x8cc0d131,
  msgResendReq: 0x7d861a08,
  msgResendAnsReq: 0x8610baeb,
  rpcDropAnswer: 0x58e4a740,
  rpcAnswerUnknown: 0x5e2ad36e,
  rpcAnswerDroppedRunning: 0xcd78e586,
  rpcAnswerDropped: 0xa43ad8b7,
  getFutureSalts: 0xb921bd04,
  futureSalts: 0xae500895,
  ping: 0x7abe77ec,
  pingDelayDisconnect: 0xf3427b8c,
  pong: 0x347773c5,
  newSessionCreated: 0x9ec20908,
  destroySession: 0xe7512126,
  destroySessionOk: 0xe22045fc,
  destroySessionNone: 0x62d350c9,
  destroyAuthKey: 0xd1435160,
  destroyAuthKeyOk: 0xf660e1d4,
  destroyAuthKeyNone: 0x0a9f2259,
  destroyAuthKeyFail: 0xea109b13,
  httpWait: 0x9299359f,
  boolTrue: 0x997275b5,
} as const;

/** The few API calls that the network half has to know itself. */
export const CALL = {
  invokeAfterMsg: 0xcb9f372d,
  invokeAfterMsgs: 0x3dc4b4f0,
  invokeWithLayer: 0xda9b0d0d,
  initConnection: 0xc1cd5ea9,
  invokeWithoutUpdates: 0xbf9459b7,
  invokeWithTakeout: 0xaca9fd2e,
  invokeWithMessagesRange: 0x365275f2,
  invokeWithBusinessConnection: 0xdd289f8e,
  invokeWithGooglePlayIntegrity: 0x1df92984,
  invokeWithApnsSecret: 0x0dae54f8,
  invokeWithReCaptcha: 0xadbb0f94,
  bindTempAuthKey: 0xcdd42a05,
  getConfig: 0xc4f9186b,
  getNearestDc: 0x1fb33026,
} as const;

/** Error codes of `bad_msg_notification` (spec/mtproto.md §5.9). */
export const BAD_MSG = {
  idTooLow: 16,
  idTooHigh: 17,
  idNotDivisible: 18,
  containerIdRepeated: 19,
  tooOldToTell: 20,
  seqNoTooLow: 32,
  seqNoTooHigh: 33,
  seqNoMustBeEven: 34,
  seqNoMustBeOdd: 35,
  wrongSalt: 48,
  invalidContainer: 64,
} as const;

/** One of the codes of {@link BAD_MSG}. */
export type BadMsgCode = (typeof BAD_MSG)[keyof typeof BAD_MSG];
