/**
 * Does one job; it may not throw or reject. Its end frees a worker; `goOn` is to be called once, when the next job of
 * the same chat may begin.
 */
export type RunJob<Job> = (job: Job, goOn: () => void) => void | Promise<void>;

interface Chat<Job> {
  /** What waits behind the job that runs, is ready to, or was not let go on. */
  readonly jobs: Job[];
  isBusy: boolean;
  /** Given to each job of the chat. */
  readonly goOn: () => void;
}

/** Chats with nothing to do that are remembered: most will have something again. */
const MAX_IDLE = 1000;

/** Jobs of one chat run one after the other, those of different chats side by side, at most `workers` at once. */
export class ChatQueues<Job> {
  readonly #workers: number;
  readonly #runJob: RunJob<Job>;
  #chats = new Map<string, Chat<Job>>();
  #idle = 0;
  /** Chats whose next job may run as soon as a worker is free. */
  readonly #ready: Chat<Job>[] = [];
  #running = 0;
  #isWoken = false;
  #isOpen = true;

  /** @param workers at least 1 */
  constructor(workers: number, runJob: RunJob<Job>) {
    this.#workers = workers;
    this.#runJob = runJob;
  }

  add(key: string, job: Job): void {
    if (!this.#isOpen) return;
    const chat = this.#chats.get(key) ?? this.#create(key);
    chat.jobs.push(job);
    if (chat.isBusy) return;
    chat.isBusy = true;
    this.#idle -= 1;
    this.#makeReady(chat);
  }

  /** Forgets what has not begun, and takes nothing more. */
  close(): void {
    this.#isOpen = false;
    this.#chats.clear();
    this.#ready.length = 0;
  }

  #create(key: string): Chat<Job> {
    const chat: Chat<Job> = { jobs: [], isBusy: false, goOn: () => this.#goOn(chat) };
    this.#chats.set(key, chat);
    this.#idle += 1;
    return chat;
  }

  /** Jobs begin in a turn of their own, never inside the caller: a handler may do anything, such as ending the client. */
  #makeReady(chat: Chat<Job>): void {
    this.#ready.push(chat);
    if (this.#isWoken) return;
    this.#isWoken = true;
    void Promise.resolve().then(() => {
      this.#isWoken = false;
      this.#run();
    });
  }

  #run(): void {
    while (this.#running < this.#workers) {
      const chat = this.#ready.shift();
      const job = chat?.jobs.shift();
      if (chat === undefined || job === undefined) return;
      const running = this.#runJob(job, chat.goOn);
      if (running === undefined) continue;
      this.#running += 1;
      void running.then(() => {
        this.#running -= 1;
        this.#run();
      });
    }
  }

  #goOn(chat: Chat<Job>): void {
    if (!this.#isOpen) return;
    if (chat.jobs.length > 0) return this.#makeReady(chat);
    chat.isBusy = false;
    this.#idle += 1;
    if (this.#idle > MAX_IDLE) this.#forgetIdle();
  }

  #forgetIdle(): void {
    this.#chats = new Map([...this.#chats].filter(([, { isBusy }]) => isBusy));
    this.#idle = 0;
  }
}
