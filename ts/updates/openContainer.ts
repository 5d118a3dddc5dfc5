import type { tl } from "../tl/index.js";
import { fullMessage } from "./fullMessage.js";

/** What a container holds (spec/client.md §4.2). */
export interface OpenedContainer {
  readonly updates: readonly tl.Update[];
  readonly users: readonly tl.User[];
  readonly chats: readonly tl.Chat[];
  /** The first and the last number of the container; null: it has none and needs no check. */
  readonly sequence: { readonly start: number; readonly end: number } | null;
}

/**
 * Takes a container apart; short forms become full updates.
 *
 * @returns null when it only says that something was missed: `updatesTooLong`, or a short form that makes sense
 * to the sender alone
 */
export function openContainer(container: tl.Updates, selfId: number): OpenedContainer | null {
  switch (container._) {
    case "updates":
      return opened(container, container.seq);
    case "updatesCombined":
      return opened(container, container.seqStart);
    case "updateShort":
      return { ...EMPTY, updates: [container.update] };
    case "updateShortMessage":
    case "updateShortChatMessage":
      return { ...EMPTY, updates: [fullMessage(container, selfId)] };
    case "updatesTooLong":
    case "updateShortSentMessage":
      return null;
    default:
      return container satisfies never;
  }
}

const EMPTY: OpenedContainer = { updates: [], users: [], chats: [], sequence: null };

function opened({ updates, users, chats, seq }: tl.RawUpdates | tl.RawUpdatesCombined, start: number): OpenedContainer {
  return { updates, users, chats, sequence: start === 0 || seq === 0 ? null : { start, end: seq } };
}
