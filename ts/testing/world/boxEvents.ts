/** One entry of a pts log: what an update with this pts says. */
export type BoxEvent = { readonly pts: number; readonly ptsCount: number } & BoxChange;

export type BoxChange =
  | { readonly kind: "new"; readonly messageId: number }
  | { readonly kind: "edit"; readonly messageId: number }
  | { readonly kind: "delete"; readonly messageIds: readonly number[] }
  | { readonly kind: "pin"; readonly peerId: bigint; readonly messageIds: readonly number[]; readonly isPinned: boolean }
  | { readonly kind: "readContents"; readonly messageIds: readonly number[] }
  | { readonly kind: "readInbox"; readonly peerId: bigint; readonly maxId: number; readonly stillUnread: number }
  | { readonly kind: "readOutbox"; readonly peerId: bigint; readonly maxId: number };
