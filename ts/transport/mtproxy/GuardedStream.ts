import { ProxyError } from "../../errors/index.js";
import type { ByteStream } from "../ByteStream.js";
import type { MtproxySecret } from "../proxy/MtproxySecret.js";

/**
 * A stream through an MTProxy that has not said anything yet. One that does not know the secret closes the
 * connection, or keeps silent for good: both end the stream with a ProxyError while nothing has come.
 */
export class GuardedStream implements ByteStream {
  onData: (chunk: Uint8Array) => void = () => {};
  onClose: (error: Error | null) => void = () => {};
  secret?: MtproxySecret;
  /** Called by the first answer. */
  onHeard: () => void = () => {};
  /** Called when the stream ends without one; gives the error that it ends with. */
  onRefused: (error: ProxyError) => Error = (error) => error;
  readonly #inner: ByteStream;
  readonly #peer: string;
  readonly #patienceMs: number;
  #wasHeard = false;
  #timer: NodeJS.Timeout | null = null;
  #failure: ProxyError | null = null;

  /** @param patienceMs time from the first write to the first answer */
  constructor(inner: ByteStream, peer: string, patienceMs: number) {
    this.#inner = inner;
    this.#peer = peer;
    this.#patienceMs = patienceMs;
    inner.onData = (chunk) => {
      if (!this.#wasHeard) this.#hear();
      this.onData(chunk);
    };
    inner.onClose = (error) => {
      const isSuspicious = this.#timer !== null;
      this.#stopTimer();
      const refusal = this.#failure ?? (isSuspicious ? this.#refusal(error) : null);
      this.onClose(refusal === null ? error : this.onRefused(refusal));
    };
  }

  get isClosed(): boolean {
    return this.#inner.isClosed;
  }

  write(bytes: Uint8Array): void {
    if (!this.#wasHeard && !this.isClosed) this.#timer ??= setTimeout(() => this.#giveUp(), this.#patienceMs);
    this.#inner.write(bytes);
  }

  destroy(): void {
    this.#stopTimer();
    this.#inner.destroy();
  }

  #hear(): void {
    this.#wasHeard = true;
    this.#stopTimer();
    this.onHeard();
  }

  #giveUp(): void {
    const message = `${this.#peer} did not answer within ${this.#patienceMs} ms; its secret may be another one`;
    this.#failure = new ProxyError("timeout", "request", message);
    this.#inner.destroy();
  }

  #refusal(error: Error | null): ProxyError {
    const message = `${this.#peer} closed the connection without an answer: it does not know the secret, or cannot reach the DC`;
    return new ProxyError("secret", "request", message, error === null ? {} : { cause: error });
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
