import type { tl } from "../../tl/index.js";
import type { CaptionOptions, InlineQueryResult, InputMessageContent } from "../../types/index.js";
import { checkString, flag } from "../checkArguments.js";
import { formattedText, requireText } from "../formattedText.js";
import { inputFile } from "../media/inputMedia.js";
import { inputGeoPoint } from "../messages/sendLocation.js";
import type { MethodClient } from "../MethodClient.js";
import { replyMarkup } from "../replyMarkup.js";

/**
 * An inline result as Telegram takes it.
 *
 * @param place where it stands among the results: its id when it has none
 * @throws TypeError, RangeError naming what is wrong
 */
export async function inlineResult(client: MethodClient, result: InlineQueryResult, place: number): Promise<tl.InputBotInlineResult> {
  if (typeof result !== "object" || result === null) throw new TypeError("results must be objects");
  const id = result.id ?? String(place);
  const sendMessage = await messageToSend(client, result);
  switch (result.type) {
    case "cachedPhoto":
      return cached(id, "photo", result.photoFileId, sendMessage, result);
    case "cachedAnimation":
      return cached(id, "gif", result.animationFileId, sendMessage, result);
    case "cachedVideo":
      return cached(id, "video", result.videoFileId, sendMessage, result);
    case "cachedAudio":
      return cached(id, "audio", result.audioFileId, sendMessage, result);
    case "cachedVoice":
      return cached(id, "voice", result.voiceFileId, sendMessage, result);
    case "cachedDocument":
      return cached(id, "file", result.documentFileId, sendMessage, result);
    case "cachedSticker":
      return cached(id, "sticker", result.stickerFileId, sendMessage, {});
    default:
      return { _: "inputBotInlineResult", id, sendMessage, ...shown(result) };
  }
}

type Shown = Pick<tl.RawInputBotInlineResult, "type" | "title" | "description" | "url" | "thumb" | "content">;
type Uncached = Exclude<InlineQueryResult, { readonly type: `cached${string}` }>;

/** What a result looks like in the list, and the file on the web that it stands for. */
function shown(result: Uncached): Shown {
  switch (result.type) {
    case "article":
      return { type: "article", title: result.title, description: result.description, url: result.url, thumb: thumbOf(result) };
    case "photo": {
      const { title, description, photoUrl, photoWidth, photoHeight } = result;
      const content = webDocument(photoUrl, "image/jpeg", imageSize(photoWidth, photoHeight));
      return { type: "photo", title, description, content, thumb: webDocument(result.thumbUrl ?? photoUrl, "image/jpeg") };
    }
    case "animation": {
      const { title, description, animationUrl, thumbUrl, thumbMimeType } = result;
      const attributes: tl.DocumentAttribute[] = [videoOf(result.animationDuration, result.animationWidth, result.animationHeight), { _: "documentAttributeAnimated" }];
      const content = webDocument(animationUrl, animationUrl.endsWith(".gif") ? "image/gif" : "video/mp4", attributes);
      return { type: "gif", title, description, content, thumb: webDocument(thumbUrl ?? animationUrl, thumbMimeType ?? "image/jpeg") };
    }
    case "video": {
      const { title, description, videoUrl, mimeType = "video/mp4", videoDuration, videoWidth, videoHeight } = result;
      const content = webDocument(videoUrl, mimeType, [videoOf(videoDuration, videoWidth, videoHeight)]);
      return { type: "video", title, description, content, thumb: webDocument(result.thumbUrl, "image/jpeg") };
    }
    case "audio": {
      const { title, performer, audioUrl, audioDuration = 0 } = result;
      const content = webDocument(audioUrl, "audio/mpeg", [{ _: "documentAttributeAudio", duration: audioDuration, title, performer }]);
      return { type: "audio", title, description: performer, content };
    }
    case "voice": {
      const { title, voiceUrl, voiceDuration = 0 } = result;
      return { type: "voice", title, content: webDocument(voiceUrl, "audio/ogg", [{ _: "documentAttributeAudio", voice: true, duration: voiceDuration }]) };
    }
    case "document": {
      const { title, description, documentUrl, mimeType = "application/pdf" } = result;
      return { type: "file", title, description, content: webDocument(documentUrl, mimeType), thumb: thumbOf(result) };
    }
    case "location":
      return { type: "geo", title: result.title, thumb: thumbOf(result) };
    case "venue":
      return { type: "venue", title: result.title, description: result.address, thumb: thumbOf(result) };
    case "contact":
      return { type: "contact", title: [result.firstName, result.lastName].join(" ").trim(), description: result.phoneNumber, thumb: thumbOf(result) };
    default:
      throw new RangeError(`type of a result must be one of InlineQueryResult's, got ${String((result as { readonly type: unknown }).type)}`);
  }
}

/** What is sent when the result is chosen. */
async function messageToSend(client: MethodClient, result: InlineQueryResult): Promise<tl.InputBotInlineMessage> {
  const markup = await replyMarkup(client, result.replyMarkup);
  if (result.inputMessageContent !== undefined) return textMessage(client, result.inputMessageContent, markup);
  switch (result.type) {
    case "article":
      throw new TypeError("inputMessageContent of an article must be given");
    case "location": {
      const { latitude, longitude, heading, livePeriod: period, proximityAlertRadius: proximityNotificationRadius } = result;
      const geoPoint = inputGeoPoint(latitude, longitude);
      return { _: "inputBotInlineMessageMediaGeo", geoPoint, heading, period, proximityNotificationRadius, replyMarkup: markup };
    }
    case "venue": {
      const { latitude, longitude, title, address, foursquareId, foursquareType, googlePlaceId, googlePlaceType } = result;
      const geoPoint = inputGeoPoint(latitude, longitude);
      const provider = foursquareId !== undefined ? "foursquare" : googlePlaceId !== undefined ? "gplaces" : "";
      const place = { provider, venueId: foursquareId ?? googlePlaceId ?? "", venueType: foursquareType ?? googlePlaceType ?? "" };
      return { _: "inputBotInlineMessageMediaVenue", geoPoint, title, address, ...place, replyMarkup: markup };
    }
    case "contact": {
      const { phoneNumber, firstName, lastName = "", vcard = "" } = result;
      return { _: "inputBotInlineMessageMediaContact", phoneNumber, firstName, lastName, vcard, replyMarkup: markup };
    }
    case "cachedSticker":
      return { _: "inputBotInlineMessageMediaAuto", message: "", replyMarkup: markup };
    default:
      return captioned(client, result, markup);
  }
}

async function textMessage(client: MethodClient, content: InputMessageContent, markup: tl.ReplyMarkup | undefined): Promise<tl.InputBotInlineMessage> {
  const { messageText, parseMode, entities, disableWebPagePreview } = content;
  const text = await requireText(client, messageText, { parseMode, entities }, "messageText");
  return { _: "inputBotInlineMessageText", ...text, noWebpage: flag(disableWebPagePreview), replyMarkup: markup };
}

async function captioned(client: MethodClient, { caption = "", parseMode, captionEntities }: CaptionOptions, markup: tl.ReplyMarkup | undefined): Promise<tl.InputBotInlineMessage> {
  const words = await formattedText(client, caption, { parseMode, entities: captionEntities }, "caption");
  return { _: "inputBotInlineMessageMediaAuto", ...words, replyMarkup: markup };
}

function cached(
  id: string,
  type: string,
  fileId: string,
  sendMessage: tl.InputBotInlineMessage,
  { title, description }: { readonly title?: string | undefined; readonly description?: string | undefined },
): tl.InputBotInlineResult {
  checkString(fileId, "file id of a result");
  const media = inputFile(fileId, "document", "file id of a result");
  if (media._ === "inputMediaPhoto") return { _: "inputBotInlineResultPhoto", id, type, photo: media.id, sendMessage };
  if (media._ === "inputMediaDocument") return { _: "inputBotInlineResultDocument", id, type, title, description, document: media.id, sendMessage };
  throw new TypeError("file id of a result must name a file that is at Telegram");
}

function thumbOf({ thumbUrl, thumbWidth, thumbHeight }: { readonly thumbUrl?: string | undefined; readonly thumbWidth?: number | undefined; readonly thumbHeight?: number | undefined }): tl.InputWebDocument | undefined {
  return thumbUrl === undefined ? undefined : webDocument(thumbUrl, "image/jpeg", imageSize(thumbWidth, thumbHeight));
}

function webDocument(url: string, mimeType: string, attributes: tl.DocumentAttribute[] = []): tl.InputWebDocument {
  checkString(url, "URL of a result");
  return { _: "inputWebDocument", url, size: 0, mimeType, attributes };
}

function imageSize(w: number | undefined, h: number | undefined): tl.DocumentAttribute[] {
  return w === undefined || h === undefined ? [] : [{ _: "documentAttributeImageSize", w, h }];
}

function videoOf(duration = 0, w = 0, h = 0): tl.DocumentAttribute {
  return { _: "documentAttributeVideo", duration, w, h };
}
