import type { TlObject } from "../codec/index.js";

/** The second box of an account: updates that are counted one by one (spec/client.md §4.1). */
export class QtsLog {
  #updates: TlObject[] = [];
  #qts = 0;

  /** @param limit - updates that are kept */
  constructor(private readonly limit: number) {}

  /** The counter; 0 before the first update. */
  get qts(): number {
    return this.#qts;
  }

  /** Numbers an update and keeps it. */
  add(update: TlObject): TlObject {
    const numbered = { ...update, qts: ++this.#qts };
    this.#updates.push(numbered);
    if (this.#updates.length >= this.limit * 2) {
      this.#updates = this.#updates.slice(-this.limit);
    }
    return numbered;
  }

  /** What happened after `qts`, oldest first. */
  after(qts: number): TlObject[] {
    return this.#updates.slice(Math.max(0, this.#updates.length - (this.#qts - qts)));
  }
}
