import { writeFileId, writeFileUniqueId, type FileId, type FileType } from "../../files/index.js";
import type { tl } from "../../tl/index.js";
import { TlView } from "../TlView.js";
import { type StrippedThumbnail, type Thumbnail, thumbnails } from "./Thumbnail.js";

type AttributeName = tl.DocumentAttribute["_"];

/** What all files have: videos, songs, stickers and the rest are documents to Telegram. */
export abstract class FileView extends TlView {
  readonly raw: tl.RawDocument;
  readonly #type: FileType;

  constructor(raw: tl.RawDocument, type: FileType) {
    super();
    this.raw = raw;
    this.#type = type;
  }

  /** Names the file for this account, as the Bot API does: what `sendDocument` and its like take. */
  get fileId(): string {
    return writeFileId(this.#parts);
  }

  /** Names the file itself: the same for every account and for ever, but nothing can be loaded or sent by it. */
  get fileUniqueId(): string {
    return writeFileUniqueId(this.#parts);
  }

  get id(): bigint {
    return this.raw.id;
  }

  /** Number of the DC that holds it. */
  get dcId(): number {
    return this.raw.dcId;
  }

  /** Null when its sender gave it none. */
  get fileName(): string | null {
    return this.attribute("documentAttributeFilename")?.fileName ?? null;
  }

  get mimeType(): string {
    return this.raw.mimeType;
  }

  /** In bytes. */
  get fileSize(): number {
    return this.raw.size;
  }

  get date(): Date {
    return new Date(this.raw.date * 1000);
  }

  /** Previews, smallest first. */
  get thumbs(): readonly (Thumbnail | StrippedThumbnail)[] {
    return thumbnails(this.raw.thumbs, this.raw, "thumbnail");
  }

  get #parts(): FileId {
    const { dcId, fileReference, id, accessHash } = this.raw;
    return { type: this.#type, dcId, fileReference, id, accessHash, source: null };
  }

  protected attribute<Name extends AttributeName>(name: Name): Extract<tl.DocumentAttribute, { _: Name }> | null {
    return findAttribute(this.raw, name);
  }
}

export function findAttribute<Name extends AttributeName>(document: tl.RawDocument, name: Name): Extract<tl.DocumentAttribute, { _: Name }> | null {
  const isNamed = (attribute: tl.DocumentAttribute): attribute is Extract<tl.DocumentAttribute, { _: Name }> => attribute._ === name;
  return document.attributes.find(isNamed) ?? null;
}
