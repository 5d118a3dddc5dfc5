/** What a value of a span can be. */
export type SpanValue = string | number | boolean;

/** One attempt of one call, as a tracer sees it: the part of OpenTelemetry's `Span` that is used. */
export interface TraceSpan {
  setAttribute(key: string, value: SpanValue): unknown;
  /** `code` 1: it went well; 2: it failed. */
  setStatus(status: { code: number; message?: string }): unknown;
  recordException(exception: { name: string; message: string; code?: string | number }): void;
  end(): void;
}

/**
 * Gets a span for each attempt of each call. A `Tracer` of OpenTelemetry's API fits as it is
 * (`trace.getTracer("my program")`). Parameters and results of calls are never told, so neither are phone numbers,
 * codes, passwords and tokens.
 */
export interface Tracer {
  startSpan(name: string, options: { kind: number; attributes: Record<string, SpanValue> }): TraceSpan;
}

/** Checks a tracer that came from the user. @throws TypeError naming the option */
export function checkTracer(value: Tracer | undefined): Tracer | null {
  if (value === undefined) return null;
  if (typeof value !== "object" || value === null || typeof value.startSpan !== "function") {
    throw new TypeError("tracer must be an object with startSpan(name, options), such as a Tracer of OpenTelemetry");
  }
  return value;
}
