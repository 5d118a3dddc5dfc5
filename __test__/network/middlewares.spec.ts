import test from "ava";
import { migrate } from "../../ts/network/middlewares/migrate.js";
import { retryServerErrors } from "../../ts/network/middlewares/retryServerErrors.js";
import { composePipeline, onFailure, type Call, type Middleware } from "../../ts/network/pipeline.js";
import { call, failing, fakeSleep } from "../helpers/calls.js";

test("composePipeline runs the first middleware outermost", async (t) => {
  const order: string[] = [];
  const mark = (name: string) => async (made: Call, next: (made: Call) => Promise<unknown>) => {
    order.push(`${name} in`);
    const result = await next(made);
    order.push(`${name} out`);
    return result;
  };
  await composePipeline([mark("a"), mark("b")], () => Promise.resolve(order.push("last")))(call);
  t.deepEqual(order, ["a in", "b in", "last", "b out", "a out"]);
});

test("composePipeline turns what a middleware throws into a rejection", async (t) => {
  const thrower = (): Promise<unknown> => {
    throw new Error("thrown");
  };
  await t.throwsAsync(composePipeline([thrower], () => Promise.resolve())(call), { message: "thrown" });
});

test("onFailure asks nobody about a call that succeeds", async (t) => {
  const asked: Middleware = () => Promise.reject(new Error("asked"));
  t.is(await onFailure([asked])(call, failing().next), "done");
});

test("onFailure lets all see the first failure, innermost first, without sending the call once more for that", async (t) => {
  const seen: string[] = [];
  const watch = (name: string): Middleware => async (made, next) => {
    try {
      return await next(made);
    } catch (error) {
      seen.push(`${name}: ${error instanceof Error ? error.message.slice(0, 34) : ""}`);
      return next({ ...made, dcId: 3 });
    }
  };
  const last = failing([500, "RPC_CALL_FAIL"], [400, "FILE_MIGRATE_3"]);
  t.is(await onFailure([watch("outer"), watch("inner")])(call, last.next), "done");
  t.deepEqual(seen.map((text) => text.split(":")[0]), ["inner", "outer"]);
  t.deepEqual(last.seen.map(({ dcId }) => dcId), [null, 3, 3]);
});

test("retryServerErrors repeats 500 and -503 after growing waits", async (t) => {
  const { slept, sleep } = fakeSleep();
  const last = failing([500, "RPC_CALL_FAIL"], [-503, "Timeout"], [500, "WORKER_BUSY_TOO_LONG_RETRY"]);
  t.is(await retryServerErrors({ sleep })(call, last.next), "done");
  t.deepEqual(slept, [1000, 2000, 4000]);
});

test("retryServerErrors gives up after five attempts", async (t) => {
  const { sleep } = fakeSleep();
  const last = failing(...Array.from({ length: 9 }, () => [500, "RPC_CALL_FAIL"] as const));
  await t.throwsAsync(retryServerErrors({ sleep })(call, last.next), { message: /RPC_CALL_FAIL/ });
  t.is(last.seen.length, 5);
});

for (const [code, text] of [[500, "AUTH_RESTART"], [500, "SIGN_IN_FAILED"], [500, "RANDOM_ID_DUPLICATE"], [400, "PHONE_NUMBER_INVALID"], [406, "FILEREF_UPGRADE_NEEDED"]] as const) {
  test(`retryServerErrors leaves ${code} ${text} to the caller`, async (t) => {
    const last = failing([code, text]);
    await t.throwsAsync(retryServerErrors(fakeSleep())(call, last.next), { message: new RegExp(text) });
    t.is(last.seen.length, 1);
  });
}

for (const text of ["PHONE_MIGRATE_4", "NETWORK_MIGRATE_4", "USER_MIGRATE_4"]) {
  test(`migrate moves home and repeats the call after ${text}`, async (t) => {
    const homes: number[] = [];
    const last = failing([303, text]);
    t.is(await migrate({ setHomeDc: (dcId) => Promise.resolve(void homes.push(dcId)) })(call, last.next), "done");
    t.deepEqual(homes, [4]);
    t.is(last.seen[1]?.dcId, null);
  });
}

test("migrate sends only the call elsewhere after FILE_MIGRATE, whatever its code", async (t) => {
  const setHomeDc = (): Promise<void> => Promise.reject(new Error("home must stay"));
  const last = failing([400, "FILE_MIGRATE_3"]);
  t.is(await migrate({ setHomeDc })(call, last.next), "done");
  t.deepEqual(last.seen.map((made) => made.dcId), [null, 3]);
});

test("migrate stops after three hops between DCs that send the call away", async (t) => {
  const last = failing(...Array.from({ length: 9 }, (_, index) => [303, `USER_MIGRATE_${1 + (index % 2)}`] as const));
  await t.throwsAsync(migrate({ setHomeDc: () => Promise.resolve() })(call, last.next), { message: /USER_MIGRATE/ });
  t.is(last.seen.length, 4);
});
