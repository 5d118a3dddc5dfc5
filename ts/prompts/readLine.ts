import type { Readable } from "node:stream";
import { PromptError } from "../errors/index.js";

/** No answer is longer; a pipe without line ends must not fill the memory. */
const LONGEST_LINE = 64 * 1024;

const LINE_FEED = 0x0a;

/** Streams whose failures between two reads are heard: unheard, one would end the process. */
const watched = new WeakSet<Readable>();

/**
 * The next line of a stream, without its line end. Reads only that far: what follows goes back into the
 * stream, so that the program's own code may read on from there. Between two reads the stream is paused
 * and keeps no process alive. One read of a stream at a time.
 *
 * @param what the question, as it may stand in an error
 * @throws {PromptError} at the end of the stream, and when it fails; the signal's reason when it aborts
 */
export function readLine(stream: Readable, what: string, signal: AbortSignal): Promise<string> {
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
    const onError = (cause: Error): void =>
      finish(() => reject(new PromptError(`"${what}" cannot be answered: the input failed.`, { cause })));
    const onAbort = (): void =>
      finish(() => {
        // Half a line is the beginning of the next answer.
        const begun = Buffer.concat(chunks);
        if (begun.length > 0) stream.unshift(stream.readableEncoding === null ? begun : begun.toString());
        reject(signal.reason);
      });

    if (!watched.has(stream)) {
      watched.add(stream);
      stream.on("error", () => undefined);
    }
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
