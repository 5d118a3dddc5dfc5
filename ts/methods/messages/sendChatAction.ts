import type { PeerLike } from "../../peers/index.js";
import type { tl } from "../../tl/index.js";
import type { AbortOptions, ChatAction } from "../../types/index.js";
import { checkMessageId } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";

export interface SendChatActionOptions extends AbortOptions {
  /** Topic of a forum. */
  readonly messageThreadId?: number | undefined;
}

/**
 * Shows the other side what the account is doing, for about five seconds or until a message comes.
 *
 * @throws {RangeError} for an unknown action
 * @example
 * await sendChatAction(client, "@durov", "typing");
 */
export async function sendChatAction(
  client: MethodClient,
  chatId: PeerLike,
  action: ChatAction,
  { messageThreadId, signal }: SendChatActionOptions = {},
): Promise<void> {
  if (!Object.hasOwn(ACTIONS, action)) throw new RangeError(`action must be one of ${Object.keys(ACTIONS).join(", ")}`);
  if (messageThreadId !== undefined) checkMessageId(messageThreadId, "messageThreadId");
  const peer = await client.resolvePeer(chatId, "chatId");
  await client.invoke({ _: "messages.setTyping", peer, topMsgId: messageThreadId, action: ACTIONS[action] }, { signal });
}

const ACTIONS = {
  typing: { _: "sendMessageTypingAction" },
  uploadPhoto: { _: "sendMessageUploadPhotoAction", progress: 0 },
  recordVideo: { _: "sendMessageRecordVideoAction" },
  uploadVideo: { _: "sendMessageUploadVideoAction", progress: 0 },
  recordAudio: { _: "sendMessageRecordAudioAction" },
  uploadAudio: { _: "sendMessageUploadAudioAction", progress: 0 },
  uploadDocument: { _: "sendMessageUploadDocumentAction", progress: 0 },
  findLocation: { _: "sendMessageGeoLocationAction" },
  recordVideoNote: { _: "sendMessageRecordRoundAction" },
  uploadVideoNote: { _: "sendMessageUploadRoundAction", progress: 0 },
  playing: { _: "sendMessageGamePlayAction" },
  chooseContact: { _: "sendMessageChooseContactAction" },
  speaking: { _: "speakingInGroupCallAction" },
  importHistory: { _: "sendMessageHistoryImportAction", progress: 0 },
  chooseSticker: { _: "sendMessageChooseStickerAction" },
  cancel: { _: "sendMessageCancelAction" },
} as const satisfies Readonly<Record<ChatAction, tl.SendMessageAction>>;
