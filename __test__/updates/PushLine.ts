import type { tl } from "../../ts/tl/index.js";
import type { ModelServer } from "./ModelServer.js";
import type { Random } from "./Random.js";

/** Probabilities of what goes wrong. */
export interface Weather {
  readonly lost: number;
  readonly repeated: number;
  readonly late: number;
  readonly crashes: number;
  readonly failures: number;
}

/** What the model of Telegram has pushed and nobody has received yet. Some of it is lost, comes twice, or late. */
export class PushLine {
  readonly #random: Random;
  readonly #weather: Weather;
  readonly #server: ModelServer;
  #pushes: tl.Updates[] = [];

  constructor(random: Random, weather: Weather, server: ModelServer) {
    this.#random = random;
    this.#weather = weather;
    this.#server = server;
  }

  get length(): number {
    return this.#pushes.length;
  }

  /** Something happens at Telegram, which pushes it. */
  happen(): void {
    const random = this.#random;
    const entries = Array.from({ length: 1 + (random.chance(0.2) ? random.below(3) : 0) }, () => this.#server.happen());
    const push = this.#server.push(entries);
    if (random.chance(this.#weather.lost)) return;
    this.#pushes.push(push);
    if (random.chance(this.#weather.repeated)) this.#pushes.push(push);
  }

  /** The next one that arrives. */
  take(): tl.Updates | undefined {
    const place = this.#random.chance(this.#weather.late) ? this.#random.below(this.#pushes.length) : 0;
    return this.#pushes.splice(place, 1)[0];
  }

  /** The connection is another one: what was on its way is lost, or comes all the same. */
  maybeBreak(): void {
    if (this.#random.chance(0.5)) this.#pushes = [];
  }
}
