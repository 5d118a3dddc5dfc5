import type { tl } from "../../tl/index.js";

/** Kinds of messages to search for. */
export type MessagesFilter = keyof typeof FILTERS;

const FILTERS = {
  empty: "inputMessagesFilterEmpty",
  photo: "inputMessagesFilterPhotos",
  video: "inputMessagesFilterVideo",
  photoVideo: "inputMessagesFilterPhotoVideo",
  document: "inputMessagesFilterDocument",
  url: "inputMessagesFilterUrl",
  animation: "inputMessagesFilterGif",
  voiceNote: "inputMessagesFilterVoice",
  videoNote: "inputMessagesFilterRoundVideo",
  audioVideoNote: "inputMessagesFilterRoundVoice",
  audio: "inputMessagesFilterMusic",
  chatPhoto: "inputMessagesFilterChatPhotos",
  phoneCall: "inputMessagesFilterPhoneCalls",
  mention: "inputMessagesFilterMyMentions",
  location: "inputMessagesFilterGeo",
  contact: "inputMessagesFilterContacts",
  pinned: "inputMessagesFilterPinned",
  poll: "inputMessagesFilterPoll",
} as const satisfies Readonly<Record<string, tl.MessagesFilter["_"]>>;

/** @throws RangeError for an unknown name */
export function messagesFilter(filter: MessagesFilter = "empty"): tl.MessagesFilter {
  if (!Object.hasOwn(FILTERS, filter)) throw new RangeError(`filter must be one of ${Object.keys(FILTERS).join(", ")}`);
  return { _: FILTERS[filter] };
}
