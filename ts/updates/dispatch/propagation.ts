/** Returned by a handler: no other handler sees this update. */
export const stopPropagation: unique symbol = Symbol("stopPropagation");
/** Returned by a handler: the next handler of the same group that fits is called too. */
export const continuePropagation: unique symbol = Symbol("continuePropagation");

/** Thrown by a handler: no other handler sees this update. */
export class StopPropagation extends Error {
  override readonly name = "StopPropagation";
}

/** Thrown by a handler: the next handler of the same group that fits is called too. */
export class ContinuePropagation extends Error {
  override readonly name = "ContinuePropagation";
}

/** What becomes of an update after a handler: the group is over, the group goes on, or all is over. */
export type Outcome = "handled" | typeof continuePropagation | typeof stopPropagation;

/** What a handler's result means; other results mean nothing. */
export function outcomeOf(result: unknown): Outcome {
  return result === stopPropagation || result === continuePropagation ? result : "handled";
}

/** What a thrown value means; null when it is an error. */
export function thrownOutcome(thrown: unknown): Outcome | null {
  if (thrown instanceof StopPropagation) return stopPropagation;
  return thrown instanceof ContinuePropagation ? continuePropagation : null;
}
