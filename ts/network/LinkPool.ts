import type { DcLink } from "./DcLink.js";

/** Opens one more link of a pool. `gone` is called when it has ended for good. */
export type OpenPooled = (gone: () => void) => Promise<DcLink>;

/** What TDLib and mtcute allow connections that nobody uses: 5 min and 60 s (spec/mtproto.md §8.1). */
const IDLE_MS = 60_000;

interface Member {
  readonly link: Promise<DcLink>;
  /** Calls that it carries now. */
  load: number;
  idleSinceMs: number;
}

/** Several links to one DC for one purpose, opened as they are needed and closed when they idle. */
export class LinkPool {
  readonly #open: OpenPooled;
  readonly #now: () => number;
  readonly #members = new Set<Member>();
  #timer: NodeJS.Timeout | null = null;
  #closed: unknown = null;

  constructor(open: OpenPooled, now: () => number = () => performance.now()) {
    this.#open = open;
    this.#now = now;
  }

  /** Links that are open, or being opened. */
  get size(): number {
    return this.#members.size;
  }

  /**
   * Runs a call on the link that carries least. A new link is opened while all carry something and there
   * are fewer than `most`.
   */
  async use<T>(most: number, call: (link: DcLink) => Promise<T>): Promise<T> {
    if (this.#closed !== null) throw this.#closed;
    const member = this.#choose(most);
    member.load += 1;
    try {
      return await call(await member.link);
    } finally {
      member.load -= 1;
      member.idleSinceMs = this.#now();
      this.#watch();
    }
  }

  /** Closes what has idled for a minute. */
  async closeIdle(): Promise<void> {
    const before = this.#now() - IDLE_MS;
    const idle = [...this.#members].filter(({ load, idleSinceMs }) => load === 0 && idleSinceMs <= before);
    for (const member of idle) this.#members.delete(member);
    await Promise.all(idle.map(async ({ link }) => (await link).close()));
  }

  async close(reason: unknown): Promise<void> {
    this.#closed = reason;
    if (this.#timer !== null) clearInterval(this.#timer);
    const links = await Promise.allSettled([...this.#members].map(({ link }) => link));
    await Promise.all(links.map(async (link) => link.status === "fulfilled" && link.value.close(reason)));
  }

  #choose(most: number): Member {
    let best: Member | null = null;
    for (const member of this.#members) if (best === null || member.load < best.load) best = member;
    if (best !== null && (best.load === 0 || this.#members.size >= most)) return best;
    return this.#add();
  }

  #add(): Member {
    const forget = (): void => void this.#members.delete(member);
    const member: Member = { link: this.#open(forget), load: 0, idleSinceMs: this.#now() };
    this.#members.add(member);
    // One that could not be opened is tried afresh by the next call.
    member.link.catch(forget);
    return member;
  }

  /** One timer for the pool, only while there is something to close; it keeps no process alive. */
  #watch(): void {
    if (this.#timer !== null || this.#closed !== null) return;
    const timer = setInterval(() => {
      void this.closeIdle();
      if (this.#members.size > 0) return;
      clearInterval(timer);
      this.#timer = null;
    }, IDLE_MS / 2).unref();
    this.#timer = timer;
  }
}
