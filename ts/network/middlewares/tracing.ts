import { HeliogramError } from "../../errors/index.js";
import type { Call, Middleware } from "../pipeline.js";
import type { Tracer, TraceSpan } from "../Tracer.js";

/** OpenTelemetry's `SpanKind.CLIENT`. */
const CLIENT = 2;
/** OpenTelemetry's `SpanStatusCode`. */
const STATUS = { ok: 1, error: 2 } as const;

export interface TracingOptions {
  readonly tracer: Tracer;
  /** DC that a call without one goes to. */
  readonly homeDcId: () => number;
  readonly nowMs?: () => number;
  /** The tracer threw: calls go on without it. */
  readonly onError: (error: unknown) => void;
}

/** Gives a tracer a span for each attempt, with method, DC, attempt and duration, and nothing of what was said. */
export function tracing({ tracer, homeDcId, nowMs = () => performance.now(), onError }: TracingOptions): Middleware {
  const guarded = (tell: () => void): void => {
    try {
      tell();
    } catch (error) {
      onError(error);
    }
  };
  return async (call, next) => {
    let span: TraceSpan | null = null;
    guarded(() => {
      span = tracer.startSpan(call.method, { kind: CLIENT, attributes: attributesOf(call, homeDcId()) });
    });
    const startMs = nowMs();
    const end = (tell: (span: TraceSpan) => void): void =>
      guarded(() => {
        span?.setAttribute("heliogram.duration_ms", nowMs() - startMs);
        if (span !== null) tell(span);
        span?.end();
      });
    try {
      const result = await next(call);
      end((ended) => ended.setStatus({ code: STATUS.ok }));
      return result;
    } catch (error) {
      end((ended) => tellError(ended, error, call.attempts.doubtful > 0));
      throw error;
    }
  };
}

function attributesOf({ method, dcId, purpose, attempts }: Call, homeDcId: number): Record<string, string | number> {
  return {
    "rpc.system": "mtproto",
    "rpc.method": method,
    "heliogram.dc_id": dcId ?? homeDcId,
    "heliogram.purpose": purpose,
    "heliogram.attempt": attempts.count + 1,
  };
}

/** Messages of our own errors hold no secrets; of all others only the class is told. */
function tellError(span: TraceSpan, error: unknown, mayHaveRun: boolean): void {
  span.setAttribute("heliogram.may_have_run", mayHaveRun);
  const name = error instanceof Error ? error.name : typeof error;
  const own = error instanceof HeliogramError ? error : null;
  const message = own?.message ?? name;
  span.recordException({ name, message, ...(own === null ? {} : { code: own.code }) });
  span.setStatus({ code: STATUS.error, message });
}
