import { randomBytes, randomInt } from "node:crypto";

import type { TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import type { Letter } from "../world/Letter.js";
import { documentView, photoView, type StoredFile } from "../world/Files.js";
import { Poll, type PollChoice } from "../world/Poll.js";
import type { BannedRight } from "../world/rights.js";
import { bytes, child, children, int, long, optional, text } from "./fields.js";
import type { SignedInCall } from "./Handler.js";

/** Media of a message, and the right that it needs. */
export type Media = Pick<Letter, "media" | "poll"> & { readonly right: BannedRight };

/** How many sides a die of this emoji has. */
const DICE_SIDES: Readonly<Record<string, number>> = { "🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "⚽️": 5, "🎰": 64 };
const MAX_POLL_ANSWERS = 12;

/**
 * What an InputMedia becomes in a message.
 *
 * @throws RpcFault MEDIA_EMPTY, MEDIA_INVALID, POLL_*, EMOTICON_INVALID, PHONE_NUMBER_INVALID
 */
export function mediaOf(call: SignedInCall, input: TlObject): Media {
  switch (input._) {
    case "inputMediaEmpty":
      throw new RpcFault(400, "MEDIA_EMPTY");
    case "inputMediaGeoPoint":
      return { media: { _: "messageMediaGeo", geo: geoOf(input) }, right: "sendPlain" };
    case "inputMediaGeoLive": {
      const period = optional(input, "period", int) ?? 60;
      return { media: { _: "messageMediaGeoLive", geo: geoOf(input), heading: input["heading"], period }, right: "sendPlain" };
    }
    case "inputMediaVenue": {
      const { title, address, provider, venueId, venueType } = input;
      return { media: { _: "messageMediaVenue", geo: geoOf(input), title, address, provider, venueId, venueType }, right: "sendPlain" };
    }
    case "inputMediaContact":
      return { media: contactOf(call, input), right: "sendPlain" };
    case "inputMediaDice":
      return { media: diceOf(input), right: "sendStickers" };
    case "inputMediaPoll":
      return { poll: pollOf(call, input), right: "sendPolls" };
    case "inputMediaDocument":
    case "inputMediaDocumentExternal":
    case "inputMediaUploadedDocument":
    case "inputMediaPhoto":
    case "inputMediaPhotoExternal":
    case "inputMediaUploadedPhoto":
      return fileMediaOf(call, input);
    default:
      throw new RpcFault(400, "MEDIA_INVALID");
  }
}

function geoOf(input: TlObject): TlObject {
  const point = child(input, "geoPoint");
  if (point._ !== "inputGeoPoint") {
    throw new RpcFault(400, "MEDIA_INVALID");
  }
  const { lat, long: longitude, accuracyRadius } = point;
  if (typeof lat !== "number" || typeof longitude !== "number" || Math.abs(lat) > 90 || Math.abs(longitude) > 180) {
    throw new RpcFault(400, "MEDIA_INVALID");
  }
  return { _: "geoPoint", long: longitude, lat, accessHash: 0n, accuracyRadius };
}

function contactOf({ state }: SignedInCall, input: TlObject): TlObject {
  const phone = text(input, "phoneNumber").replace(/\D/g, "");
  if (phone === "") {
    throw new RpcFault(400, "PHONE_NUMBER_INVALID");
  }
  const { firstName, lastName, vcard } = input;
  return { _: "messageMediaContact", phoneNumber: phone, firstName, lastName, vcard, userId: state.accounts.byPhone(phone)?.id ?? 0n };
}

function diceOf(input: TlObject): TlObject {
  const emoticon = text(input, "emoticon");
  const sides = DICE_SIDES[emoticon];
  if (sides === undefined) {
    throw new RpcFault(400, "EMOTICON_INVALID");
  }
  return { _: "messageMediaDice", value: randomInt(1, sides + 1), emoticon };
}

function pollOf({ account, state }: SignedInCall, input: TlObject): Poll {
  const poll = child(input, "poll");
  const answers = children(poll, "answers");
  const question = child(poll, "question");
  if (text(question, "text").trim() === "") {
    throw new RpcFault(400, "POLL_QUESTION_INVALID");
  }
  if (answers.length < 1 || answers.length > MAX_POLL_ANSWERS) {
    throw new RpcFault(400, "POLL_ANSWERS_INVALID");
  }
  const correct = correctOnes(input);
  const choices = answers.map((answer, index): PollChoice => {
    // Clients of older layers choose the options themselves.
    const option = optional(answer, "option", bytes) ?? Buffer.from(String(index));
    if (text(child(answer, "text"), "text").trim() === "") {
      throw new RpcFault(400, "POLL_ANSWER_INVALID");
    }
    return { text: child(answer, "text"), option, isCorrect: correct.some((one) => one === index || (one instanceof Uint8Array && Buffer.from(one).equals(option))) };
  });
  if (new Set(choices.map(({ option }) => Buffer.from(option).toString("hex"))).size !== choices.length) {
    throw new RpcFault(400, "POLL_OPTION_DUPLICATE");
  }
  const isQuiz = poll["quiz"] === true;
  if (isQuiz && !choices.some(({ isCorrect }) => isCorrect)) {
    throw new RpcFault(400, "QUIZ_CORRECT_ANSWERS_EMPTY");
  }
  const closePeriodSec = optional(poll, "closePeriod", int);
  return new Poll({
    id: randomBytes(8).readBigInt64LE(0),
    creatorId: account.id,
    question,
    choices,
    isPublic: poll["publicVoters"] === true,
    isMultiple: poll["multipleChoice"] === true,
    isQuiz,
    solution: optional(input, "solution", text),
    solutionEntities: optional(input, "solutionEntities", children) ?? [],
    closePeriodSec,
    closeDateSec: optional(poll, "closeDate", int) ?? (closePeriodSec === null ? null : state.nowSec() + closePeriodSec),
    isClosed: poll["closed"] === true,
  });
}

/** Numbers of answers; in older layers their options. */
function correctOnes(input: TlObject): readonly unknown[] {
  const correct = input["correctAnswers"];
  return Array.isArray(correct) ? correct : [];
}

/** Photos and documents: of the world's files, by URL, or uploaded. */
function fileMediaOf(call: SignedInCall, input: TlObject): Media {
  const file = fileOf(call, input);
  const common = { spoiler: input["spoiler"], ttlSeconds: input["ttlSeconds"] };
  const date = call.state.nowSec();
  return input._.includes("Photo")
    ? { media: { _: "messageMediaPhoto", ...common, photo: photoView(file, date) }, right: "sendPhotos" }
    : { media: { _: "messageMediaDocument", ...common, document: documentView(file, date) }, right: "sendDocs" };
}

function fileOf({ state, account }: SignedInCall, input: TlObject): StoredFile {
  const { files } = state;
  const isPhoto = input._.includes("Photo");
  if (input._.endsWith("External")) {
    const url = text(input, "url");
    if (!/^https?:\/\/[^\s/]+\.[^\s]+$/.test(url)) {
      throw new RpcFault(400, "WEBPAGE_URL_INVALID");
    }
    // Nothing is fetched: the address stands for the file.
    const fileName = url.split(/[?#]/)[0]?.split("/").at(-1);
    return files.add(Buffer.from(url), account.dcId, { mimeType: isPhoto ? "image/jpeg" : "application/octet-stream", fileName });
  }
  if (input._.startsWith("inputMediaUploaded")) {
    const content = files.uploads.take(account.id, child(input, "file"));
    const attributes = optional(input, "attributes", children) ?? [];
    return files.add(content, account.dcId, { mimeType: optional(input, "mimeType", text) ?? "image/jpeg", attributes });
  }
  const id = child(input, "id");
  const known = id._ === "inputDocument" || id._ === "inputPhoto" ? files.byId(long(id, "id")) : undefined;
  if (known === undefined || known.accessHash !== long(id, "accessHash")) {
    throw new RpcFault(400, "MEDIA_EMPTY");
  }
  if (!Buffer.from(known.fileReference).equals(bytes(id, "fileReference"))) {
    throw new RpcFault(400, "FILE_REFERENCE_EXPIRED");
  }
  return known;
}
