/** Spreads jobs over turns of the event loop, so that many at once do not keep it from all else. */
export class PerTurn {
  readonly #most: number;
  #left: number;
  #waiting: (() => void)[] = [];
  #isArmed = false;

  /** @param most jobs in one turn, 1 or more */
  constructor(most: number) {
    this.#most = most;
    this.#left = most;
  }

  /** Runs the job at once, or in one of the next turns when there were many in this one. They keep their order. */
  run(job: () => void): void {
    this.#arm();
    if (this.#left === 0) {
      this.#waiting.push(job);
      return;
    }
    this.#left -= 1;
    job();
  }

  #arm(): void {
    if (this.#isArmed) return;
    this.#isArmed = true;
    setImmediate(() => this.#nextTurn());
  }

  #nextTurn(): void {
    this.#isArmed = false;
    const due = this.#waiting.splice(0, this.#most);
    this.#left = this.#most - due.length;
    if (due.length > 0) this.#arm();
    for (const job of due) job();
  }
}
