/** Lets at most so many jobs be inside at once; the others come in by the order in which they came. */
export class Turnstile {
  readonly #most: number;
  readonly #inside = new Set<() => void>();
  readonly #waiting = new Set<() => void>();

  /** @param most 1 or more */
  constructor(most: number) {
    this.#most = most;
  }

  /** Calls `begin` at once if there is room, else when its turn comes. It is inside until `leave` is called. */
  enter(begin: () => void): void {
    if (this.#inside.size >= this.#most) {
      this.#waiting.add(begin);
      return;
    }
    this.#inside.add(begin);
    begin();
  }

  /** Ends its stay, or its wait. Harmless when repeated. */
  leave(begin: () => void): void {
    if (this.#waiting.delete(begin) || !this.#inside.delete(begin)) return;
    const [next] = this.#waiting;
    if (next === undefined) return;
    this.#waiting.delete(next);
    this.enter(next);
  }
}
