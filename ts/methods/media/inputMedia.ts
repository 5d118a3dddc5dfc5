import { NotSupportedError } from "../../errors/index.js";
import { isPhotoType, parseFileId, type FileId } from "../../files/index.js";
import type { tl } from "../../tl/index.js";
import type { InputMedia, MediaSource } from "../../types/index.js";

/** A file that is at Telegram or on the web: a Bot-API file id, a link, media of a message, or a TL object. */
export type FileToSend = MediaSource | tl.InputMedia | tl.RawPhoto | tl.RawDocument | tl.RawInputPhoto | tl.RawInputDocument;

/** What kind of file is meant, where a link does not say it. */
export type MediaKind = "photo" | "document";

export interface MediaMarks {
  /** Hides the picture until it is tapped. @default false */
  readonly hasSpoiler?: boolean | undefined;
  /** Seconds after which it is deleted once it was seen, 1 to 60; private chats only. */
  readonly ttlSeconds?: number | undefined;
}

/** Media of an album, or instead of what a message carries, in the form in which it is sent. */
export function inputMedia(part: InputMedia): tl.InputMedia {
  const kind = part.type === "photo" || part.type === undefined ? "photo" : "document";
  return inputFile(part.media, kind, "media", { hasSpoiler: "hasSpoiler" in part ? part.hasSpoiler : undefined });
}

/**
 * A file in the form in which it is sent.
 *
 * @throws NotSupportedError for paths and bytes, TypeError for what is no file
 */
export function inputFile(file: FileToSend, kind: MediaKind, parameter: string, marks: MediaMarks = {}): tl.InputMedia {
  const { ttlSeconds } = marks;
  const spoiler = marks.hasSpoiler === true ? true : undefined;
  if (file instanceof URL) return externalFile(file.href, kind, spoiler, ttlSeconds);
  if (typeof file === "string") return byText(file, kind, parameter, spoiler, ttlSeconds);
  if (typeof file !== "object" || file === null) throw notAtTelegram(file, parameter);
  if ("raw" in file) return inputFile(file.raw, kind, parameter, marks);
  if (!("_" in file)) throw notAtTelegram(file, parameter);
  switch (file._) {
    case "photo":
    case "inputPhoto": {
      const { id, accessHash, fileReference } = file;
      return { _: "inputMediaPhoto", id: { _: "inputPhoto", id, accessHash, fileReference }, spoiler, ttlSeconds };
    }
    case "document":
    case "inputDocument": {
      const { id, accessHash, fileReference } = file;
      return { _: "inputMediaDocument", id: { _: "inputDocument", id, accessHash, fileReference }, spoiler, ttlSeconds };
    }
    default:
      if (file._.startsWith("inputMedia")) return file;
      throw new TypeError(`${parameter} must be a file, and ${String((file as { readonly _: unknown })._)} is none`);
  }
}

function byText(text: string, kind: MediaKind, parameter: string, spoiler: true | undefined, ttlSeconds: number | undefined): tl.InputMedia {
  if (/^https?:\/\//i.test(text)) return externalFile(text, kind, spoiler, ttlSeconds);
  const { type, id, accessHash, fileReference } = readFileId(text, parameter);
  const named = { id, accessHash, fileReference: fileReference ?? new Uint8Array() };
  return isPhotoType(type)
    ? { _: "inputMediaPhoto", id: { _: "inputPhoto", ...named }, spoiler, ttlSeconds }
    : { _: "inputMediaDocument", id: { _: "inputDocument", ...named }, spoiler, ttlSeconds };
}

/** @throws NotSupportedError for what is no file id: most likely a path */
function readFileId(text: string, parameter: string): FileId {
  try {
    return parseFileId(text);
  } catch (error) {
    throw noUpload(parameter, error);
  }
}

function externalFile(url: string, kind: MediaKind, spoiler: true | undefined, ttlSeconds: number | undefined): tl.InputMedia {
  return { _: kind === "photo" ? "inputMediaPhotoExternal" : "inputMediaDocumentExternal", url, spoiler, ttlSeconds };
}

/** Bytes and streams are files that would have to be uploaded; the rest is none. */
function notAtTelegram(file: unknown, parameter: string): Error {
  const isFile = typeof file === "object" && file !== null && (file instanceof Uint8Array || file instanceof Blob || Symbol.asyncIterator in file);
  return isFile ? noUpload(parameter) : new TypeError(`${parameter} must be a file id, a link or a TL object`);
}

function noUpload(parameter: string, cause?: unknown): NotSupportedError {
  const message = `${parameter} must be a file id, an https: link or media of a message: this version uploads no files of the computer`;
  return new NotSupportedError(message, cause === undefined ? {} : { cause });
}
