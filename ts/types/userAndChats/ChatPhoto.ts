import { writeFileId, writeFileUniqueId, type FileId } from "../../files/index.js";
import type { tl } from "../../tl/index.js";
import { TlView } from "../TlView.js";

/** The photo of a user or chat, in its two sizes. */
export class ChatPhoto extends TlView {
  readonly raw: tl.RawUserProfilePhoto | tl.RawChatPhoto;
  readonly #chatId: bigint;
  readonly #accessHash: bigint;

  /** @param chatId marked id of whose photo it is */
  constructor(raw: tl.RawUserProfilePhoto | tl.RawChatPhoto, chatId: number, accessHash: bigint) {
    super();
    this.raw = raw;
    this.#chatId = BigInt(chatId);
    this.#accessHash = accessHash;
  }

  /** Null when there is none. */
  static of(raw: tl.UserProfilePhoto | tl.ChatPhoto | undefined, chatId: number, accessHash: bigint | undefined): ChatPhoto | null {
    return raw?._ === "userProfilePhoto" || raw?._ === "chatPhoto" ? new ChatPhoto(raw, chatId, accessHash ?? 0n) : null;
  }

  /** Names the photo of 160 × 160 pixels for this account. */
  get smallFileId(): string {
    return writeFileId(this.#parts(false));
  }

  get smallPhotoUniqueId(): string {
    return writeFileUniqueId(this.#parts(false));
  }

  /** Names the photo of 640 × 640 pixels for this account. */
  get bigFileId(): string {
    return writeFileId(this.#parts(true));
  }

  get bigPhotoUniqueId(): string {
    return writeFileUniqueId(this.#parts(true));
  }

  #parts(isBig: boolean): FileId {
    const { photoId: id, dcId } = this.raw;
    return { type: "profilePhoto", dcId, fileReference: null, id, accessHash: 0n, source: { kind: "chatPhoto", isBig, chatId: this.#chatId, accessHash: this.#accessHash } };
  }
}
