/** Deep enough for a handler's own functions. */
const STACK_DEPTH = 100;

/**
 * Whether the caller runs below this function, by the frames of those who await it. AsyncLocalStorage would tell for
 * sure, but on Node 20 it makes every promise of the process 2.5 times as slow. Where names are mangled, or somebody
 * between does not await, the answer is no.
 */
export function isBelow(marker: { readonly name: string }): boolean {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = STACK_DEPTH;
  const { stack = "" } = new Error("only for its stack");
  Error.stackTraceLimit = stackTraceLimit;
  return stack.includes(marker.name);
}
