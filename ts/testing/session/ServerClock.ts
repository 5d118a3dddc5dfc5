/**
 * The time that the server believes in. Tests move it to see how a client copes with a server
 * whose clock differs from its own.
 */
export class ServerClock {
  /** Added to this machine's clock, milliseconds. May be changed while the server runs. */
  offsetMs: number;

  constructor(offsetMs = 0) {
    this.offsetMs = offsetMs;
  }

  /** Server time, milliseconds since 1970. */
  nowMs(): number {
    return Date.now() + this.offsetMs;
  }

  /** Server time, whole seconds since 1970. */
  nowSec(): number {
    return Math.floor(this.nowMs() / 1000);
  }
}
