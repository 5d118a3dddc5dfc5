/** What became of a call so far. All copies of a call share one. */
export interface CallAttempts {
  /** How often it was sent, counted over all repetitions. */
  count: number;
  /** How many of those may have been carried out: sent and not answered yet, lost, or answered by an error that leaves it open. */
  doubtful: number;
}
