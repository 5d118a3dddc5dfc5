/** Names a chat by its username, or by its marked id in links to private chats. */
export type LinkedChat = { readonly username: string } | { readonly chatId: number };

/** What a link leads to besides one message. */
interface MessagePlace {
  readonly messageId: number;
  /** Topic of a forum, or the post whose comments are meant. */
  readonly threadId?: number;
  /** A comment below the message. */
  readonly commentId?: number;
  /** Only this item of the album. */
  readonly isSingle?: true;
  /** Position in the media. */
  readonly timestampSec?: number;
}

/** Links whose one word is all that there is to know. */
export type SlugLinkKind =
  | "folder"
  | "stickerSet"
  | "emojiSet"
  | "theme"
  | "wallpaper"
  | "giftCode"
  | "invoice"
  | "businessChat"
  | "gift"
  | "call"
  | "loginCode"
  | "language";

/** What a link of Telegram's means (spec/client.md §3.3). */
export type Link =
  | { readonly kind: "username"; readonly username: string; readonly text?: string; readonly isProfile?: true }
  | { readonly kind: "chat"; readonly chatId: number }
  | ({ readonly kind: "message" } & LinkedChat & MessagePlace)
  | { readonly kind: "invite"; readonly hash: string }
  | { readonly kind: "phone"; readonly phone: string; readonly text?: string; readonly isProfile?: true }
  | { readonly kind: "contactToken"; readonly token: string }
  | { readonly kind: "botStart"; readonly username: string; readonly parameter: string }
  | { readonly kind: "groupStart"; readonly username: string; readonly parameter: string; readonly rights: readonly string[] }
  | { readonly kind: "channelStart"; readonly username: string; readonly rights: readonly string[] }
  | { readonly kind: "webApp"; readonly username: string; readonly appName: string | null; readonly parameter: string }
  | { readonly kind: "attachmentMenu"; readonly username: string; readonly bot: string; readonly parameter: string }
  | { readonly kind: "game"; readonly username: string; readonly shortName: string }
  | { readonly kind: "story"; readonly username: string; readonly storyId: number | "live" }
  | { readonly kind: "giftCollection"; readonly username: string; readonly collectionId: number }
  | { readonly kind: "storyAlbum"; readonly username: string; readonly albumId: number }
  | { readonly kind: "videoChat"; readonly username: string; readonly hash: string; readonly isLiveStream: boolean }
  | { readonly kind: "directMessages"; readonly username: string }
  | { readonly kind: "referral"; readonly username: string; readonly code: string }
  | ({ readonly kind: "boost" } & LinkedChat)
  | { readonly kind: SlugLinkKind; readonly slug: string }
  | { readonly kind: "confirmPhone"; readonly phone: string; readonly hash: string }
  | { readonly kind: "proxy" | "socks"; readonly server: string; readonly port: number; readonly parameters: Readonly<Record<string, string>> }
  | { readonly kind: "share"; readonly url: string; readonly text: string };
