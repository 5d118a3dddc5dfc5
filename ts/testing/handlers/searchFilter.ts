import { isObject, type TlObject } from "../codec/index.js";
import { isMentioned } from "../world/messageViews.js";
import type { StoredMessage } from "../world/StoredMessage.js";
import type { SignedInCall } from "./Handler.js";

/** What messages.search looks for: words, and a kind of message. */
export function messageFilter(call: SignedInCall, query: string, filter: TlObject): (message: StoredMessage) => boolean {
  const wanted = query.toLowerCase();
  const isKind = kindOf(call, filter);
  return (message) =>
    (wanted === "" || message.text.toLowerCase().includes(wanted)) &&
    // Service messages have no words, and belong to few kinds.
    (message.content.action === null || filter._ === "inputMessagesFilterChatPhotos" || (wanted === "" && filter._ === "inputMessagesFilterEmpty")) &&
    isKind(message);
}

function kindOf({ account }: SignedInCall, { _: name }: TlObject): (message: StoredMessage) => boolean {
  const media = (isWanted: (media: TlObject) => boolean) => (message: StoredMessage) => message.content.media !== null && isWanted(message.content.media);
  switch (name) {
    case "inputMessagesFilterEmpty":
      return () => true;
    case "inputMessagesFilterPinned":
      return ({ isPinned }) => isPinned;
    case "inputMessagesFilterMyMentions":
      return (message) => isMentioned(account, message);
    case "inputMessagesFilterPhotos":
      return media(({ _ }) => _ === "messageMediaPhoto");
    case "inputMessagesFilterVideo":
      return media((one) => hasAttribute(one, "documentAttributeVideo"));
    case "inputMessagesFilterPhotoVideo":
      return media((one) => one._ === "messageMediaPhoto" || hasAttribute(one, "documentAttributeVideo"));
    case "inputMessagesFilterDocument":
      return media((one) => one._ === "messageMediaDocument" && !hasAttribute(one, "documentAttributeVideo") && !hasAttribute(one, "documentAttributeAudio"));
    case "inputMessagesFilterMusic":
    case "inputMessagesFilterVoice":
      return media((one) => hasAttribute(one, "documentAttributeAudio"));
    case "inputMessagesFilterGif":
      return media((one) => hasAttribute(one, "documentAttributeAnimated"));
    case "inputMessagesFilterGeo":
      return media(({ _ }) => ["messageMediaGeo", "messageMediaGeoLive", "messageMediaVenue"].includes(_));
    case "inputMessagesFilterContacts":
      return media(({ _ }) => _ === "messageMediaContact");
    case "inputMessagesFilterPoll":
      return ({ content }) => content.poll !== null;
    case "inputMessagesFilterUrl":
      return ({ text, entities }) => /https?:\/\//.test(text) || entities.some(({ _ }) => _ === "messageEntityTextUrl" || _ === "messageEntityUrl");
    default:
      return () => false;
  }
}

function hasAttribute({ document }: TlObject, name: string): boolean {
  const attributes = document !== undefined && isObject(document) ? document["attributes"] : undefined;
  return Array.isArray(attributes) && (attributes as readonly TlObject[]).some(({ _ }) => _ === name);
}
