/** How the stream of updates is doing: what to look at when a program seems to hear nothing. */
export interface UpdatesHealth {
  /** False before `start()`, after `stop()`, with `noUpdates`, and when the account was signed out. */
  readonly isRunning: boolean;
  /** Updates that the server has spoken of and that have not reached a handler's queue. 0 when all is well. */
  readonly behindBy: number;
  /** When the server last pushed anything by itself; null: not since the start. */
  readonly lastPushAt: Date | null;
  /** When a difference was last fetched with success: at the start, after each reconnect, to close gaps, after 15 minutes of silence. */
  readonly lastDifferenceAt: Date | null;
  /** Whether a difference is being fetched now. */
  readonly isCatchingUp: boolean;
  /** Boxes (the account, each channel) in which an update is missing right now. */
  readonly pendingGaps: number;
  /** Updates that arrived and wait: for one before them, or for handlers to make room. */
  readonly pendingUpdates: number;
  /** Updates that are with handlers, or in a chat's queue for them. At 1000 in one box its stream waits. */
  readonly unsettledUpdates: number;
  /** Pushes since the start that this layer of the schema could not read; each was repaired by a difference. */
  readonly skippedConstructors: number;
  /** Times since the start that updates were lost for good, as the event `updatesGap` told. */
  readonly lostGaps: number;
  /** Channels that the server refuses to tell about: private, or gone. */
  readonly inaccessibleChannels: number;
}

/** Of a client that is not connected. */
export const NO_UPDATES: UpdatesHealth = Object.freeze({
  isRunning: false,
  behindBy: 0,
  lastPushAt: null,
  lastDifferenceAt: null,
  isCatchingUp: false,
  pendingGaps: 0,
  pendingUpdates: 0,
  unsettledUpdates: 0,
  skippedConstructors: 0,
  lostGaps: 0,
  inaccessibleChannels: 0,
});
