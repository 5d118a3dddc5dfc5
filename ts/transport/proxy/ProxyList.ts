import { ConnectionError, ProxyError } from "../../errors/index.js";
import type { Address, ByteStream, Dial, DialOptions } from "../ByteStream.js";
import { GuardedStream } from "../mtproxy/GuardedStream.js";
import type { ProxyChoice } from "./checkProxy.js";

/** A proxy, and how to connect through it. */
export interface ProxyWay {
  readonly proxy: ProxyChoice;
  readonly dial: Dial;
}

/**
 * Proxies to try in turn, beginning with the one that worked last; at least one. Most show at once whether they work. An
 * MTProxy does so only by its first answer: one that gives none ends the stream, and the next attempt passes it over.
 */
export class ProxyList {
  readonly #ways: readonly ProxyWay[];
  /** Best first. */
  #order: readonly ProxyWay[];
  /** What those that gave no answer have done, since one of the list worked. */
  readonly #refusals = new Map<ProxyWay, ProxyError>();

  constructor(ways: readonly ProxyWay[]) {
    this.#ways = ways;
    this.#order = ways;
  }

  /** The one that connections go through now. */
  get current(): ProxyChoice | undefined {
    return this.#order[0]?.proxy;
  }

  /** @throws ProxyError of the only one, or one that tells of each */
  readonly dial: Dial = (target, options) => {
    const [only] = this.#ways;
    return only !== undefined && this.#ways.length === 1 ? only.dial(target, options) : this.#dialFirst(target, options);
  };

  async #dialFirst(target: Address, options: DialOptions): Promise<ByteStream> {
    const errors: ProxyError[] = [];
    for (const way of this.#order) {
      const refusal = this.#refusals.get(way);
      if (refusal !== undefined) {
        errors.push(refusal);
        continue;
      }
      try {
        return this.#watch(way, await way.dial(target, options));
      } catch (error) {
        // What is not the proxy's fault would not be better with the next.
        if (!(error instanceof ProxyError)) throw error;
        errors.push(error);
      }
    }
    // Whoever tries again means all of them.
    this.#refusals.clear();
    const [first] = errors;
    const message = `None of the ${errors.length} proxies works: ${errors.map((error) => error.message).join("; ")}`;
    throw new ProxyError(first?.problem ?? "unreachable", first?.step ?? "connect", message, { cause: new AggregateError(errors, message) });
  }

  #watch(way: ProxyWay, stream: ByteStream): ByteStream {
    this.#order = [way, ...this.#ways.filter((other) => other !== way)];
    if (!(stream instanceof GuardedStream)) {
      this.#refusals.clear();
      return stream;
    }
    stream.onHeard = () => this.#refusals.clear();
    stream.onRefused = (error) => {
      this.#refusals.set(way, error);
      this.#order = [...this.#order.filter((other) => other !== way), way];
      // No proxy's fault as long as there is another one.
      return new ConnectionError(error.message, { cause: error });
    };
    return stream;
  }
}
