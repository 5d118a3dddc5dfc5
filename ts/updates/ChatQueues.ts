/** One job. Its end frees a worker; what it resolves to holds the rest of its chat up until that has settled. Neither may reject. */
export type ChatJob = () => Promise<{ readonly stored: Promise<void> | null }>;

/** Jobs of one chat run one after the other, those of different chats side by side, at most `workers` at once. */
export class ChatQueues {
  readonly #workers: number;
  /** By chat: what waits behind the job that runs or is ready to. */
  readonly #waiting = new Map<string, ChatJob[]>();
  /** Chats whose next job may run as soon as a worker is free. */
  readonly #ready: string[] = [];
  #running = 0;
  #isOpen = true;

  /** @param workers at least 1 */
  constructor(workers: number) {
    this.#workers = workers;
  }

  add(chat: string, job: ChatJob): void {
    if (!this.#isOpen) return;
    const queue = this.#waiting.get(chat);
    if (queue !== undefined) return void queue.push(job);
    this.#waiting.set(chat, [job]);
    this.#ready.push(chat);
    this.#run();
  }

  /** Forgets what has not begun, and takes nothing more. */
  close(): void {
    this.#isOpen = false;
    this.#waiting.clear();
    this.#ready.length = 0;
  }

  #run(): void {
    while (this.#running < this.#workers) {
      const chat = this.#ready.shift();
      const job = chat === undefined ? undefined : this.#waiting.get(chat)?.shift();
      if (chat === undefined || job === undefined) return;
      this.#running += 1;
      // Never inside the caller: a handler may do anything, such as ending the client.
      void Promise.resolve()
        .then(job)
        .then(({ stored }) => {
          this.#running -= 1;
          if (stored === null) this.#next(chat);
          else void stored.then(() => this.#next(chat));
          this.#run();
        });
    }
  }

  #next(chat: string): void {
    if (this.#waiting.get(chat)?.length === 0) this.#waiting.delete(chat);
    else if (this.#waiting.has(chat)) this.#ready.push(chat);
    this.#run();
  }
}
