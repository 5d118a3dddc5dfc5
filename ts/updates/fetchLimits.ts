/** Pieces of one difference in a row, each bringing something, before there is a pause (spec/client.md §4.4). */
export const MAX_PIECES = 1000;

/** Answers in a row that could not be read, before what they tell of is given up. */
export const MAX_UNREADABLE = 3;

/** Differences of channels that may run at once (TDLib's figure; spec/client.md §4.5). */
export const MAX_CHANNEL_FETCHES = 10;

/** Most updates of a channel in one answer: more is refused to people, and bots get slices as well (§4.5). */
export const CHANNEL_PIECE = 100;

/** After so long without any update the state is looked at (§4.7). */
export const PROBE_AFTER_MS = 15 * 60_000;

/** Pause between looks at a channel that is watched, when the server names none. */
export const WATCH_MS = 30_000;
