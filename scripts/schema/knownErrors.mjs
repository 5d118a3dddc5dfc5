// @ts-check

/**
 * Errors that servers send and the error table lacks.
 *
 * @type {Readonly<Record<string, { code: number, description: string }>>}
 */
export const KNOWN_ERRORS = {
  FILE_REFERENCE_EXPIRED: { code: 400, description: "The file reference is too old and has to be fetched anew" },
  FILE_REFERENCE_INVALID: { code: 400, description: "The file reference does not belong to this file" },
  FLOOD_SKIP_FAILED_WAIT: { code: 420, description: "The paid flood skip could not be used" },
  FROZEN_METHOD_INVALID: { code: 420, description: "The account is frozen and may not call this method" },
  FROZEN_PARTICIPANT_MISSING: { code: 400, description: "The account is frozen and takes no part in this chat" },
  MSG_WAIT_FAILED: { code: 400, description: "A call that this one had to wait for has failed" },
  MSG_WAIT_TIMEOUT: { code: -503, description: "A call that this one had to wait for took too long" },
  MTPROTO_CLUSTER_INVALID: { code: 500, description: "The data centre cannot serve this session now" },
  RPC_CALL_FAIL: { code: 500, description: "Telegram had an internal problem; the call may be repeated" },
  RPC_MCGET_FAIL: { code: 500, description: "Telegram had an internal problem; the call may be repeated" },
  WORKER_BUSY_TOO_LONG_RETRY: { code: 500, description: "Telegram's workers are busy; the call may be repeated after a second" },
};
