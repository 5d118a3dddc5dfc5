import { endOfCall } from "../errors/endOfCall.js";
import { composePipeline, type Call, type Middleware, type Next } from "./pipeline.js";

/** What the program itself puts around calls. Middlewares come and go at any time; a call keeps those it began with. */
export class UserMiddlewares {
  #list: readonly { readonly middleware: Middleware }[] = [];

  /**
   * Puts a middleware around all calls made from now on, inside those that are there.
   *
   * @returns a function that removes it again; harmless when repeated
   * @throws TypeError when it is no function
   */
  use(middleware: Middleware): () => void {
    if (typeof middleware !== "function") throw new TypeError("middleware must be a function (call, next) => next(call)");
    // One middleware may be used twice, and is then removed one by one.
    const entry = { middleware };
    this.#list = [...this.#list, entry];
    return () => {
      this.#list = this.#list.filter((other) => other !== entry);
    };
  }

  /** All of them as one. */
  readonly middleware: Middleware = (call, next) => {
    if (this.#list.length === 0) return next(call);
    const all = this.#list.map(({ middleware }) => middleware);
    return composePipeline(all, (made) => ended(checked(made), next))(call);
  };
}

/** A middleware that repeats calls wants to know what became of the attempts before. */
async function ended(call: Call, next: Next): Promise<unknown> {
  try {
    return await next(call);
  } catch (error) {
    throw endOfCall(error, call.attempts.doubtful > 0, call.signal);
  }
}

/** What comes out of foreign hands: a request of another method brings its name along. */
function checked(call: Call): Call {
  if (typeof call !== "object" || call === null || typeof call.request?._ !== "string") {
    throw new TypeError("next must be called with a call, such as the one that the middleware was given");
  }
  return call.method === call.request._ ? call : { ...call, method: call.request._ };
}
