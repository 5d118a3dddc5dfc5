import { HeliogramError } from "./HeliogramError.js";

/**
 * What is wrong with a proxy:
 * - `unreachable`: no TCP connection to it
 * - `timeout`: it does not answer in time
 * - `closed`: it closed the connection without an answer
 * - `credentials`: it wants a user name and a password, or others than it was given
 * - `refused`: its rules forbid what was asked
 * - `target`: it could not reach the DC
 * - `protocol`: its answer is none of the protocol's: it is something else, or of another kind
 * - `secret`: it does not know the secret of an MTProxy link
 */
export type ProxyProblem = "unreachable" | "timeout" | "closed" | "credentials" | "refused" | "target" | "protocol" | "secret";

/** How far it got: TCP connection, choice of a method, user name and password, the request for the DC, a disguise as TLS. */
export type ProxyStep = "connect" | "greet" | "authenticate" | "request" | "disguise";

/** A proxy does not do its part. Neither user names, passwords nor secrets are in the message. */
export class ProxyError extends HeliogramError {
  override readonly name: string = "ProxyError";
  readonly problem: ProxyProblem;
  readonly step: ProxyStep;

  constructor(problem: ProxyProblem, step: ProxyStep, message: string, options?: ErrorOptions) {
    super("ERR_PROXY", message, options);
    this.problem = problem;
    this.step = step;
  }
}
