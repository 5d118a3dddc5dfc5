import type { TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import { documentView, photoView } from "../world/Files.js";
import type { WorldState } from "../world/WorldState.js";
import { checkedEntities } from "./entities.js";
import { child, children, long, optional, text } from "./fields.js";
import type { SignedInCall } from "./Handler.js";
import { mediaOf } from "./media.js";
import { checkedCaption, checkedText, type Body } from "./sending.js";

/**
 * What a message by an InputBotInlineResult says.
 *
 * @throws RpcFault for messages that cannot be sent
 */
export function inlineMessageOf(call: SignedInCall, result: TlObject): Body {
  const message = child(result, "sendMessage");
  const entities = (body: string): readonly TlObject[] => checkedEntities(call, body, optional(message, "entities", children) ?? []);
  switch (message._) {
    case "inputBotInlineMessageText":
    case "inputBotInlineMessageMediaWebPage": {
      const body = checkedText(text(message, "message"));
      return { text: body, entities: entities(body), right: "sendInline" };
    }
    case "inputBotInlineMessageMediaAuto": {
      const body = checkedCaption(text(message, "message"));
      return { text: body, entities: entities(body), media: fileMedia(call.state, result), right: "sendInline" };
    }
    case "inputBotInlineMessageMediaGeo":
    case "inputBotInlineMessageMediaVenue":
    case "inputBotInlineMessageMediaContact": {
      const name = message._.replace("inputBotInlineMessageMedia", "inputMedia").replace(/Geo$/, "GeoPoint");
      return { text: "", ...mediaOf(call, { ...message, _: name }), right: "sendInline" };
    }
    default:
      throw new RpcFault(400, "SEND_MESSAGE_TYPE_INVALID");
  }
}

/** BotInlineResult, as who asked gets it. */
export function inlineResultView(state: WorldState, result: TlObject): TlObject {
  const { id, type, title, description, url } = result;
  const sendMessage = messageView(child(result, "sendMessage"));
  if (result._ === "inputBotInlineResult") {
    return { _: "botInlineResult", id, type, title, description, url, thumb: webDocument(result, "thumb"), content: webDocument(result, "content"), sendMessage };
  }
  const media = fileMedia(state, result);
  return { _: "botInlineMediaResult", id, type, title, description, photo: media?.["photo"], document: media?.["document"], sendMessage };
}

function messageView(message: TlObject): TlObject {
  const name = message._.replace("inputBotInline", "botInline");
  const point = message["geoPoint"] === undefined ? null : child(message, "geoPoint");
  const geo = point === null ? {} : { geo: { _: "geoPoint", long: point["long"], lat: point["lat"], accessHash: 0n } };
  return { ...message, ...geo, _: name };
}

function webDocument(result: TlObject, field: string): TlObject | undefined {
  const document = optional(result, field, child);
  if (document === null) {
    return undefined;
  }
  const { url, size, mimeType, attributes } = document;
  return { _: "webDocumentNoProxy", url, size, mimeType, attributes };
}

/** Photo or document of the world's files that a result stands for. */
function fileMedia(state: WorldState, result: TlObject): TlObject | null {
  const input = optional(result, "photo", child) ?? optional(result, "document", child);
  if (input === null) {
    return null;
  }
  const file = input["id"] === undefined ? undefined : state.files.byId(long(input, "id"));
  if (file === undefined) {
    throw new RpcFault(400, result["photo"] === undefined ? "DOCUMENT_INVALID" : "PHOTO_INVALID");
  }
  const date = state.nowSec();
  return result["photo"] === undefined
    ? { _: "messageMediaDocument", document: documentView(file, date) }
    : { _: "messageMediaPhoto", photo: photoView(file, date) };
}
