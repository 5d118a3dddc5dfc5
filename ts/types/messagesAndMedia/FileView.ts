import type { FileId, FileType } from "../../files/index.js";
import type { tl } from "../../tl/index.js";
import { StoredFile } from "./StoredFile.js";
import { type StrippedThumbnail, type Thumbnail, thumbnails } from "./Thumbnail.js";

type AttributeName = tl.DocumentAttribute["_"];

/** What all files have: videos, songs, stickers and the rest are documents to Telegram. */
export abstract class FileView extends StoredFile<tl.RawDocument> {
  readonly #type: FileType;

  constructor(raw: tl.RawDocument, type: FileType) {
    super(raw);
    this.#type = type;
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

  /** Previews, smallest first. */
  get thumbs(): readonly (Thumbnail | StrippedThumbnail)[] {
    return thumbnails(this.raw.thumbs, this.raw, "thumbnail");
  }

  protected override fileParts(): FileId {
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
