/** Where a box stands: the account's own, or a channel's (which uses `pts` alone; the others are 0). */
export interface BoxState {
  /** 0 in a channel's box: not known. */
  readonly pts: number;
  readonly qts: number;
  /** Server time, Unix seconds. */
  readonly date: number;
  readonly seq: number;
}

/** A box: 0 is the account's own, any other number is the bare id of a channel. */
export type BoxId = number;

export const ACCOUNT_BOX: BoxId = 0;
