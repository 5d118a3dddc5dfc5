import type { Socket } from "node:net";

/** How a connection writes; the defaults write at once and whole. */
export interface Pace {
  /** Milliseconds by which every write is late. */
  readonly delayMs: number;
  /** Longest piece written at a time, with a turn of the event loop between two; 0 = no cutting. */
  readonly segmentBytes: number;
}

/** Writes to a socket in order, late or in small pieces if a test wants that. */
export class PacedWriter {
  readonly #socket: Socket;
  readonly #queue: { bytes: Buffer; dueMs: number }[] = [];
  #pace: Pace = { delayMs: 0, segmentBytes: 0 };
  /** What will go on with the queue; null when nothing waits. */
  #wake: NodeJS.Timeout | NodeJS.Immediate | null = null;
  #isEnding = false;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Applies to everything written from now on. */
  set pace(pace: Pace) {
    this.#pace = pace;
  }

  /** Writes after all that was written before. */
  write(bytes: Buffer): void {
    if (this.#isEnding) return;
    this.#queue.push({ bytes, dueMs: performance.now() + this.#pace.delayMs });
    if (this.#wake === null) this.#pump();
  }

  /** Ends the socket once everything is written. */
  end(): void {
    this.#isEnding = true;
    if (this.#wake === null) this.#pump();
  }

  /** Forgets what was not written yet. */
  drop(): void {
    this.#isEnding = true;
    this.#queue.length = 0;
    if (this.#wake !== null) {
      clearTimeout(this.#wake as NodeJS.Timeout);
      clearImmediate(this.#wake as NodeJS.Immediate);
      this.#wake = null;
    }
  }

  #pump(): void {
    this.#wake = null;
    for (let head = this.#queue[0]; head !== undefined; head = this.#queue[0]) {
      const waitMs = head.dueMs - performance.now();
      if (waitMs > 0) {
        this.#wake = setTimeout(() => this.#pump(), waitMs);
        return;
      }
      const { segmentBytes } = this.#pace;
      if (segmentBytes === 0 || head.bytes.length <= segmentBytes) {
        this.#queue.shift();
        this.#socket.write(head.bytes);
      } else {
        this.#socket.write(head.bytes.subarray(0, segmentBytes));
        head.bytes = head.bytes.subarray(segmentBytes);
      }
      if (segmentBytes !== 0) {
        this.#wake = setImmediate(() => this.#pump());
        return;
      }
    }
    if (this.#isEnding) this.#socket.end();
  }
}
