import type { tl } from "../../tl/index.js";
import { Animation } from "./Animation.js";
import { Audio } from "./Audio.js";
import { Document } from "./Document.js";
import { findAttribute } from "./FileView.js";
import { Sticker } from "./Sticker.js";
import { Video } from "./Video.js";
import { VideoNote } from "./VideoNote.js";
import { Voice } from "./Voice.js";

/** A file as what it is to people. */
export type DocumentContent =
  | { readonly type: "audio"; readonly value: Audio }
  | { readonly type: "voice"; readonly value: Voice }
  | { readonly type: "animation"; readonly value: Animation }
  | { readonly type: "sticker"; readonly value: Sticker }
  | { readonly type: "videoNote"; readonly value: VideoNote }
  | { readonly type: "video"; readonly value: Video }
  | { readonly type: "document"; readonly value: Document };

/** What a file is, by its attributes. A GIF that carries a sticker's attribute too is a sticker. */
export function readDocument(raw: tl.RawDocument, ttlSeconds?: number): DocumentContent {
  if (findAttribute(raw, "documentAttributeSticker") !== null) return { type: "sticker", value: new Sticker(raw) };
  const audio = findAttribute(raw, "documentAttributeAudio");
  if (audio !== null) return audio.voice === true ? { type: "voice", value: new Voice(raw) } : { type: "audio", value: new Audio(raw) };
  if (findAttribute(raw, "documentAttributeAnimated") !== null) return { type: "animation", value: new Animation(raw) };
  const video = findAttribute(raw, "documentAttributeVideo");
  if (video === null) return { type: "document", value: new Document(raw) };
  return video.roundMessage === true ? { type: "videoNote", value: new VideoNote(raw) } : { type: "video", value: new Video(raw, ttlSeconds) };
}
