/** How long a gap may close by itself: updates overtake each other by less (spec/client.md §4.3). */
export const GAP_WAIT_MS = 500;

const FIRST_BACKOFF_MS = 1000;
const MAX_BACKOFF_MS = 60_000;

/** Differences that find the server still behind its own pushes, before its word is taken (§4.4, server lag). */
const MAX_LAGS = 5;

/** When to fetch the difference of one box. Never two at once; after failures it waits 1, 2, 4 … 60 s. */
export class FetchPlan {
  #mustMs = Infinity;
  #gapMs = Infinity;
  #notBeforeMs = -Infinity;
  /** Until when the server itself has said to wait. */
  #floodUntilMs = -Infinity;
  #lags = 0;
  #failures = 0;
  #isRunning = false;

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** When to fetch; Infinity for never. */
  get dueMs(): number {
    const wantedMs = Math.min(this.#mustMs, this.#gapMs);
    return this.#isRunning || wantedMs === Infinity ? Infinity : Math.max(wantedMs, this.#notBeforeMs);
  }

  /** Failures in a row, up to now. */
  get failures(): number {
    return this.#failures;
  }

  /** Something is missing for sure; asked for while a fetch runs, there will be another one. */
  must(nowMs: number): void {
    this.#mustMs = Math.min(this.#mustMs, nowMs);
  }

  /** The line is up again: whatever failed while it was down says nothing about now. */
  restart(nowMs: number): void {
    this.#failures = 0;
    this.#notBeforeMs = this.#floodUntilMs;
    this.must(nowMs);
  }

  /** A gap is open: it has half a second to close. */
  gap(nowMs: number): void {
    if (this.#gapMs === Infinity) this.#gapMs = nowMs + GAP_WAIT_MS;
  }

  gapClosed(): void {
    this.#gapMs = Infinity;
  }

  begin(): void {
    this.#isRunning = true;
    this.#mustMs = Infinity;
    this.#gapMs = Infinity;
  }

  succeeded(): void {
    this.#isRunning = false;
    this.#failures = 0;
    this.#notBeforeMs = -Infinity;
  }

  /** @param waitMs when the server itself has said how long to wait */
  failed(nowMs: number, waitMs = 0): void {
    this.#isRunning = false;
    this.#failures += 1;
    const backoffMs = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (this.#failures - 1));
    this.#floodUntilMs = waitMs > 0 ? nowMs + waitMs : -Infinity;
    this.#notBeforeMs = Math.max(this.#floodUntilMs, nowMs + backoffMs);
    this.must(nowMs);
  }

  /** Whatever was planned is void. */
  cancel(): void {
    this.#isRunning = false;
    this.#mustMs = Infinity;
    this.#gapMs = Infinity;
    this.#notBeforeMs = -Infinity;
    this.#failures = 0;
    this.#lags = 0;
  }

  /**
   * A difference has ended; `isBehind`: what the server pushed is further than what it then knew of.
   *
   * @returns false when it has been so for too long, and the server's word must be taken
   */
  checkLag(isBehind: boolean, nowMs: number): boolean {
    if (!isBehind) {
      this.#lags = 0;
      return true;
    }
    this.#lags += 1;
    if (this.#lags > MAX_LAGS) {
      this.#lags = 0;
      return false;
    }
    this.#notBeforeMs = nowMs + GAP_WAIT_MS * 2 ** (this.#lags - 1);
    this.must(nowMs);
    return true;
  }
}
