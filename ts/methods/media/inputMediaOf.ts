import type { tl } from "../../tl/index.js";

/**
 * The media of a message in the form that sends it again.
 *
 * @throws RangeError for what cannot be sent again: games, invoices, live places, what has expired
 */
export function inputMediaOf(media: tl.MessageMedia | undefined): tl.InputMedia {
  switch (media?._) {
    case "messageMediaPhoto":
      if (media.photo?._ === "photo") return { _: "inputMediaPhoto", id: inputPhoto(media.photo), spoiler: media.spoiler };
      break;
    case "messageMediaDocument":
      if (media.document?._ === "document") return { _: "inputMediaDocument", id: inputDocument(media.document), spoiler: media.spoiler };
      break;
    case "messageMediaContact": {
      const { phoneNumber, firstName, lastName, vcard } = media;
      return { _: "inputMediaContact", phoneNumber, firstName, lastName, vcard };
    }
    case "messageMediaGeo":
      if (media.geo._ === "geoPoint") return { _: "inputMediaGeoPoint", geoPoint: inputPoint(media.geo) };
      break;
    case "messageMediaVenue": {
      const { geo, title, address, provider, venueId, venueType } = media;
      if (geo._ === "geoPoint") return { _: "inputMediaVenue", geoPoint: inputPoint(geo), title, address, provider, venueId, venueType };
      break;
    }
    case "messageMediaDice":
      return { _: "inputMediaDice", emoticon: media.emoticon };
    case "messageMediaPoll":
      // A quiz cannot be: who copies it may not know the right answer.
      if (media.poll.quiz !== true) return { _: "inputMediaPoll", poll: { ...media.poll, id: 0n, hash: 0n, closed: undefined } };
  }
  throw new RangeError(`messageId must name a message that can be copied, and this one holds ${media?._ ?? "no media"}`);
}

export function inputPhoto({ id, accessHash, fileReference }: tl.RawPhoto): tl.RawInputPhoto {
  return { _: "inputPhoto", id, accessHash, fileReference };
}

export function inputDocument({ id, accessHash, fileReference }: tl.RawDocument): tl.RawInputDocument {
  return { _: "inputDocument", id, accessHash, fileReference };
}

function inputPoint({ lat, long, accuracyRadius }: tl.RawGeoPoint): tl.InputGeoPoint {
  return { _: "inputGeoPoint", lat, long, accuracyRadius };
}
