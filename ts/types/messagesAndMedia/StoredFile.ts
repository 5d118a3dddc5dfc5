import { writeFileId, writeFileUniqueId, type FileId } from "../../files/index.js";
import type { tl } from "../../tl/index.js";
import { TlView } from "../TlView.js";

/** What photos and documents have in common: Telegram keeps them. */
export abstract class StoredFile<Raw extends tl.RawDocument | tl.RawPhoto> extends TlView {
  readonly raw: Raw;

  constructor(raw: Raw) {
    super();
    this.raw = raw;
  }

  /** Names the file (a photo in its largest size) for this account, as the Bot API does: what `sendDocument`, `sendPhoto` and their like take. */
  get fileId(): string {
    return writeFileId(this.fileParts());
  }

  /** Names the file itself: the same for every account and for ever, but nothing can be loaded or sent by it. */
  get fileUniqueId(): string {
    return writeFileUniqueId(this.fileParts());
  }

  get id(): bigint {
    return this.raw.id;
  }

  /** Number of the DC that holds it. */
  get dcId(): number {
    return this.raw.dcId;
  }

  get date(): Date {
    return new Date(this.raw.date * 1000);
  }

  /** What its ids are made of. */
  protected abstract fileParts(): FileId;
}
