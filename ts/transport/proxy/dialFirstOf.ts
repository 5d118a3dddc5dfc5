import { ProxyError } from "../../errors/index.js";
import type { Dial } from "../ByteStream.js";

/** Tries proxies in turn, beginning with the one that worked last. At least one is needed. */
export function dialFirstOf(dials: readonly Dial[]): Dial {
  const [only] = dials;
  if (only !== undefined && dials.length === 1) return only;
  /** Best first. */
  let order = [...dials];
  return async (target, options) => {
    const errors: ProxyError[] = [];
    for (const dial of order) {
      try {
        const stream = await dial(target, options);
        order = [dial, ...dials.filter((other) => other !== dial)];
        return stream;
      } catch (error) {
        // What is not the proxy's fault would not be better with the next.
        if (!(error instanceof ProxyError)) throw error;
        errors.push(error);
      }
    }
    const [first] = errors;
    const message = `None of the ${dials.length} proxies works: ${errors.map((error) => error.message).join("; ")}`;
    throw new ProxyError(first?.problem ?? "unreachable", first?.step ?? "connect", message, { cause: new AggregateError(errors, message) });
  };
}
