import test from "ava";
import { createRpcError } from "../../ts/errors/index.js";
import { tracing } from "../../ts/network/middlewares/tracing.js";
import type { Tracer } from "../../ts/network/Tracer.js";
import { callOf } from "../helpers/calls.js";

interface Told {
  readonly name: string;
  readonly attributes: Record<string, unknown>;
  status: unknown;
  exception: unknown;
  ended: number;
}

function recorder() {
  const spans: Told[] = [];
  const errors: unknown[] = [];
  const tracer: Tracer = {
    startSpan(name, { attributes }) {
      const told: Told = { name, attributes: { ...attributes }, status: null, exception: null, ended: 0 };
      spans.push(told);
      return {
        setAttribute: (key, value) => void (told.attributes[key] = value),
        setStatus: (status) => void (told.status = status),
        recordException: (exception) => void (told.exception = exception),
        end: () => void (told.ended += 1),
      };
    },
  };
  let nowMs = 0;
  const middleware = tracing({ tracer, homeDcId: () => 2, nowMs: () => (nowMs += 7), onError: (error) => void errors.push(error) });
  return { spans, errors, middleware };
}

const signIn = callOf({ _: "auth.signIn", phoneNumber: "+11234567890", phoneCodeHash: "hash", phoneCode: "12345" }, { attempts: { count: 2, doubtful: 1 } });

test("an attempt is one span with method, DC, attempt and duration", async (t) => {
  const { spans, middleware } = recorder();
  t.is(await middleware(signIn, () => Promise.resolve("done")), "done");
  t.deepEqual(spans, [
    {
      name: "auth.signIn",
      attributes: { "rpc.system": "mtproto", "rpc.method": "auth.signIn", "heliogram.dc_id": 2, "heliogram.purpose": "main", "heliogram.attempt": 3, "heliogram.duration_ms": 7 },
      status: { code: 1 },
      exception: null,
      ended: 1,
    },
  ]);
});

test("a refusal is recorded and goes on to the caller", async (t) => {
  const { spans, middleware } = recorder();
  const error = createRpcError({ code: 400, text: "PHONE_CODE_INVALID", method: "auth.signIn" });
  t.is(await t.throwsAsync(middleware({ ...signIn, dcId: 4 }, () => Promise.reject(error))), error);
  t.is(spans[0]?.attributes["heliogram.dc_id"], 4);
  t.is(spans[0]?.attributes["heliogram.may_have_run"], true);
  t.deepEqual(spans[0]?.exception, { name: "BadRequest", message: error.message, code: 400 });
  t.deepEqual(spans[0]?.status, { code: 2, message: error.message });
  t.is(spans[0]?.ended, 1);
});

test("phone numbers, codes and the messages of foreign errors are not told", async (t) => {
  const { spans, middleware } = recorder();
  await t.throwsAsync(middleware(signIn, () => Promise.reject(new TypeError("phoneCode 12345 of +11234567890 is wrong"))));
  t.deepEqual(spans[0]?.exception, { name: "TypeError", message: "TypeError" });
  t.notRegex(JSON.stringify(spans), /12345/);
});

test("a tracer that throws disturbs no call", async (t) => {
  const errors: unknown[] = [];
  const tracer: Tracer = {
    startSpan: () => {
      throw new Error("tracer");
    },
  };
  t.is(await tracing({ tracer, homeDcId: () => 2, onError: (error) => void errors.push(error) })(signIn, () => Promise.resolve("done")), "done");
  t.is(errors.length, 1);
});
