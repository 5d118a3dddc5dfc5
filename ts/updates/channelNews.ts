import type { tl } from "../tl/index.js";

/** Updates of a channel's difference, in order. Those from before `sinceSec` (Unix seconds; null: there are none) are history. */
export function newsIn({ newMessages, otherUpdates, pts }: tl.RawUpdatesChannelDifference, sinceSec: number | null): tl.Update[] {
  const updates = [...newMessages.map((message) => newMessage(message, pts)), ...otherUpdates];
  return sinceSec === null ? updates : updates.filter((update) => dateOf(update) >= sinceSec);
}

/**
 * What is news among the newest messages, which come with a difference that is too long; the oldest first. Without
 * `sinceSec` there is no telling: none.
 *
 * @returns `isWhole`: no news is missing, since the messages reach back to what is history
 */
export function newestIn(
  { messages }: tl.RawUpdatesChannelDifferenceTooLong,
  pts: number,
  sinceSec: number | null,
): { readonly news: readonly tl.Update[]; readonly isWhole: boolean } {
  if (sinceSec === null) return { news: [], isWhole: false };
  const news = messages.map((message) => newMessage(message, pts)).filter((update) => dateOf(update) >= sinceSec);
  return { news: news.reverse(), isWhole: news.length < messages.length };
}

function newMessage(message: tl.Message, pts: number): tl.Update {
  return { _: "updateNewChannelMessage", message, pts, ptsCount: 0 };
}

/** When what an update tells of happened, Unix seconds; 0 when it does not say. */
function dateOf(update: tl.Update): number {
  if (!("message" in update) || typeof update.message !== "object" || !("date" in update.message)) return 0;
  const { message } = update;
  return ("editDate" in message ? message.editDate : undefined) ?? message.date;
}
