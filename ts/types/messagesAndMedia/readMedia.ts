import type { tl } from "../../tl/index.js";
import { Contact } from "./Contact.js";
import { Dice } from "./Dice.js";
import { Game } from "./Game.js";
import { Location } from "./Location.js";
import { Photo } from "./Photo.js";
import { Poll } from "./Poll.js";
import { readDocument, type DocumentContent } from "./readDocument.js";
import { Venue } from "./Venue.js";
import { WebPage } from "./WebPage.js";

/** What a message carries besides its words. */
export type MediaContent =
  | DocumentContent
  | { readonly type: "photo"; readonly value: Photo }
  | { readonly type: "contact"; readonly value: Contact }
  | { readonly type: "location"; readonly value: Location }
  | { readonly type: "venue"; readonly value: Venue }
  | { readonly type: "poll"; readonly value: Poll }
  | { readonly type: "webPage"; readonly value: WebPage }
  | { readonly type: "dice"; readonly value: Dice }
  | { readonly type: "game"; readonly value: Game }
  | { readonly type: "paidMedia"; readonly value: tl.RawMessageMediaPaidMedia }
  | { readonly type: "story"; readonly value: tl.RawMessageMediaStory }
  | { readonly type: "giveaway"; readonly value: tl.RawMessageMediaGiveaway | tl.RawMessageMediaGiveawayResults }
  | { readonly type: "invoice"; readonly value: tl.RawMessageMediaInvoice }
  | { readonly type: "todo"; readonly value: tl.RawMessageMediaToDo };

export type MessageMediaType = MediaContent["type"];

/** Null for what is empty, expired or newer than this library. */
export function readMedia(media: tl.MessageMedia): MediaContent | null {
  switch (media._) {
    case "messageMediaPhoto":
      return media.photo?._ === "photo" ? { type: "photo", value: new Photo(media.photo, media.ttlSeconds) } : null;
    case "messageMediaDocument":
      return media.document?._ === "document" ? readDocument(media.document, media.ttlSeconds) : null;
    case "messageMediaContact":
      return { type: "contact", value: new Contact(media) };
    case "messageMediaGeo":
    case "messageMediaGeoLive":
      return media.geo._ === "geoPoint" ? { type: "location", value: new Location(media.geo) } : null;
    case "messageMediaVenue":
      return { type: "venue", value: new Venue(media) };
    case "messageMediaPoll":
      return { type: "poll", value: new Poll({ pollId: media.poll.id, poll: media.poll, results: media.results }) };
    case "messageMediaWebPage":
      return media.webpage._ === "webPage" ? { type: "webPage", value: new WebPage(media.webpage) } : null;
    case "messageMediaDice":
      return { type: "dice", value: new Dice(media) };
    case "messageMediaGame":
      return { type: "game", value: new Game(media.game) };
    case "messageMediaPaidMedia":
      return { type: "paidMedia", value: media };
    case "messageMediaStory":
      return { type: "story", value: media };
    case "messageMediaGiveaway":
    case "messageMediaGiveawayResults":
      return { type: "giveaway", value: media };
    case "messageMediaInvoice":
      return { type: "invoice", value: media };
    case "messageMediaToDo":
      return { type: "todo", value: media };
    case "messageMediaEmpty":
    case "messageMediaUnsupported":
    case "messageMediaVideoStream":
      return null;
  }
}
