import type { tl, TlRequest } from "../tl/index.js";
import { ACCOUNT_BOX, type BoxId } from "./BoxState.js";

/** What the result of an own call says of a counter (spec/client.md §4.6). */
export type ResultStep =
  /** The call moved the counter. */
  | {
      readonly kind: "step";
      readonly boxId: BoxId;
      readonly at: number;
      readonly count: number;
      /** Of the message that the call has sent; null: it has sent none. */
      readonly key: string | null;
    }
  /** The counter is at least this far; `isBase`: what is before may be taken as known. */
  | { readonly kind: "hint"; readonly channelId: number; readonly pts: number; readonly isBase: boolean };

/** The container of updates in a result: itself, or inside an answer that carries one. */
export function updatesIn(result: unknown): tl.Updates | null {
  if (!isObject(result)) return null;
  const found = isUpdates(result) ? result : result["updates"];
  return isUpdates(found) && found._ !== "updateShortSentMessage" ? found : null;
}

/** Steps and hints of a result that is no container. */
export function stepsIn(request: TlRequest, result: unknown): readonly ResultStep[] {
  if (!isAnswer(result)) return [];
  switch (result._) {
    case "messages.affectedMessages":
    case "messages.affectedHistory":
    case "messages.affectedFoundMessages":
      return [{ kind: "step", boxId: channelAsked({ ...request }) ?? ACCOUNT_BOX, at: result.pts, count: result.ptsCount, key: null }];
    // Only private chats and basic groups are answered so briefly.
    case "updateShortSentMessage":
      return [{ kind: "step", boxId: ACCOUNT_BOX, at: result.pts, count: result.ptsCount, key: `m${result.id}` }];
    // The client has this moment's view of each dialog: what comes later is news.
    case "messages.dialogs":
    case "messages.dialogsSlice":
    case "messages.peerDialogs":
      return result.dialogs.flatMap((dialog) =>
        dialog._ === "dialog" && dialog.pts !== undefined && dialog.peer._ === "peerChannel" ? [hint(dialog.peer.channelId, dialog.pts, true)] : [],
      );
    case "messages.chatFull":
      return result.fullChat._ === "channelFull" ? [hint(result.fullChat.id, result.fullChat.pts, false)] : [];
    case "messages.channelMessages": {
      const channelId = channelAsked({ ...request });
      return channelId === null ? [] : [hint(channelId, result.pts, false)];
    }
    default:
      return [];
  }
}

type Answer =
  | tl.RawUpdateShortSentMessage
  | tl.RawMessagesAffectedMessages
  | tl.RawMessagesAffectedHistory
  | tl.RawMessagesAffectedFoundMessages
  | tl.RawMessagesDialogs
  | tl.RawMessagesDialogsSlice
  | tl.RawMessagesPeerDialogs
  | tl.RawMessagesChatFull
  | tl.RawMessagesChannelMessages;

const CONTAINERS: ReadonlySet<unknown> = new Set<tl.Updates["_"]>([
  "updates",
  "updatesCombined",
  "updateShort",
  "updateShortMessage",
  "updateShortChatMessage",
  "updateShortSentMessage",
  "updatesTooLong",
]);

const ANSWERS: ReadonlySet<unknown> = new Set<Answer["_"]>([
  "updateShortSentMessage",
  "messages.affectedMessages",
  "messages.affectedHistory",
  "messages.affectedFoundMessages",
  "messages.dialogs",
  "messages.dialogsSlice",
  "messages.peerDialogs",
  "messages.chatFull",
  "messages.channelMessages",
]);

/** Results come decoded by the schema: the name tells the type. */
export function isUpdates(value: unknown): value is tl.Updates {
  return isObject(value) && CONTAINERS.has(value["_"]);
}

function isAnswer(value: unknown): value is Answer {
  return isObject(value) && ANSWERS.has(value["_"]);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function hint(channelId: number, pts: number, isBase: boolean): ResultStep {
  return { kind: "hint", channelId, pts, isBase };
}

/** The channel that a call was about; null: none, so the account's own box moved. */
function channelAsked(fields: Readonly<Record<string, unknown>>): number | null {
  if (isObject(fields["query"])) return channelAsked(fields["query"]);
  for (const peer of [fields["channel"], fields["peer"]]) {
    if (isObject(peer) && typeof peer["channelId"] === "number") return peer["channelId"];
  }
  return null;
}
