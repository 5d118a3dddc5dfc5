import type { Readable } from "node:stream";
import { PromptError } from "../errors/index.js";

/** No answer is longer; a pipe without line ends must not fill the memory. */
const LONGEST_LINE = 64 * 1024;

const LINE_FEED = 0x0a;

/**
 * Reads a stream line by line and only as far as asked: what follows a line goes back into the stream, so
 * that the program's own code may read on from there. Between two reads the stream is paused and keeps no
 * process alive. Reads of one stream queue up, whoever makes them.
 */
export class LineSource {
  static readonly #sources = new WeakMap<Readable, LineSource>();

  /** The one source of this stream. */
  static of(stream: Readable): LineSource {
    const known = LineSource.#sources.get(stream);
    if (known !== undefined) return known;
    const source = new LineSource(stream);
    LineSource.#sources.set(stream, source);
    return source;
  }

  readonly #stream: Readable;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(stream: Readable) {
    this.#stream = stream;
    // A failure between two reads is for the next one to tell; unheard, it would end the process.
    stream.on("error", () => undefined);
  }

  /**
   * The next line, without its line end.
   * @throws {PromptError} at the end of the stream, naming `what`; also when the stream fails
   */
  next(what: string, signal: AbortSignal): Promise<string> {
    const line = this.#last.then(() => readLine(this.#stream, what, signal));
    this.#last = line.catch(() => undefined);
    return line;
  }
}

function readLine(stream: Readable, what: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let byteLength = 0;

    const finish = (settle: () => void): void => {
      stream.off("data", onData).off("end", onEnd).off("error", onError).off("close", onEnd);
      signal.removeEventListener("abort", onAbort);
      stream.pause();
      settle();
    };
    const onData = (chunk: Buffer | string): void => {
      const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
      const end = bytes.indexOf(LINE_FEED);
      chunks.push(end < 0 ? bytes : bytes.subarray(0, end));
      byteLength += bytes.length;
      if (end >= 0) {
        finish(() => {
          const rest = bytes.subarray(end + 1);
          if (rest.length > 0) stream.unshift(stream.readableEncoding === null ? rest : rest.toString());
          resolve(textOf(chunks));
        });
      } else if (byteLength > LONGEST_LINE) {
        finish(() => reject(new PromptError(`The answer to "${what}" is longer than ${LONGEST_LINE} bytes.`)));
      }
    };
    // The last line may lack its line end.
    const onEnd = (): void => finish(() => (byteLength > 0 ? resolve(textOf(chunks)) : reject(endOfInput(what))));
    const onError = (error: Error): void => finish(() => reject(new PromptError(`"${what}" cannot be answered: the input failed.`, { cause: error })));
    const onAbort = (): void => finish(() => reject(signal.reason));

    if (signal.aborted) return reject(signal.reason);
    if (stream.readableEnded || stream.destroyed) return reject(endOfInput(what));
    stream.on("data", onData).on("end", onEnd).on("error", onError).on("close", onEnd);
    signal.addEventListener("abort", onAbort, { once: true });
    stream.resume();
  });
}

function textOf(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString("utf8").replace(/\r$/, "");
}

function endOfInput(what: string): PromptError {
  return new PromptError(`"${what}" needs an answer, and the input has ended.`);
}
