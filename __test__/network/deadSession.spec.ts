import test from "ava";
import { RpcError, SessionDeadError } from "../../ts/errors/index.js";
import { deadSession } from "../../ts/network/middlewares/deadSession.js";
import { call, callOf, failing } from "../helpers/calls.js";

function watched(isSignedIn = true) {
  const told: SessionDeadError[] = [];
  const middleware = deadSession({ isSignedIn: () => isSignedIn, isHome: (dcId) => dcId === null || dcId === 2, onDead: (error) => void told.push(error) });
  return { told, middleware };
}

for (const [code, text, reason, words] of [
  [401, "AUTH_KEY_UNREGISTERED", "signed-out", /not signed in any more/],
  [401, "AUTH_KEY_INVALID", "revoked", /ended on another device/],
  [401, "SESSION_REVOKED", "revoked", /ended on another device/],
  [401, "SESSION_EXPIRED", "revoked", /ended on another device/],
  [401, "USER_DEACTIVATED", "account-deleted", /was deleted/],
  [401, "USER_DEACTIVATED_BAN", "account-banned", /has banned/],
  [406, "AUTH_KEY_DUPLICATED", "used-twice", /used twice at the same time.*copied file/],
] as const) {
  test(`${text} becomes a SessionDeadError that says why and what to do`, async (t) => {
    const { told, middleware } = watched();
    const error = await t.throwsAsync(middleware(call, failing([code, text]).next), { instanceOf: SessionDeadError, message: words });
    t.like(error, { code, text, reason, method: "help.getConfig" });
    t.true((error?.remedy.length ?? 0) > 0 && error?.message.includes(error.remedy));
    t.true(error instanceof RpcError && error.is(text));
    t.deepEqual(told, [error]);
  });
}

test("many calls that find out at once are told the same, and the owner once", async (t) => {
  const { told, middleware } = watched();
  const last = failing([401, "SESSION_REVOKED"], [401, "AUTH_KEY_UNREGISTERED"], [401, "SESSION_REVOKED"]);
  const ends = await Promise.allSettled([1, 2, 3].map(() => middleware(call, last.next)));
  t.is(told.length, 1);
  for (const end of ends) t.is(end.status === "rejected" ? end.reason : null, told[0]);
});

for (const [code, text] of [[401, "SESSION_PASSWORD_NEEDED"], [401, "AUTH_KEY_PERM_EMPTY"], [406, "UPDATE_APP_TO_LOGIN"], [400, "SESSION_REVOKED"], [420, "FROZEN_METHOD_INVALID"]] as const) {
  test(`${code} ${text} ends no session`, async (t) => {
    const { told, middleware } = watched();
    const error = await t.throwsAsync(middleware(call, failing([code, text]).next), { instanceOf: RpcError });
    t.false(error instanceof SessionDeadError);
    t.deepEqual(told, []);
  });
}

test("another DC that does not know the account ends no session, but a ban counts everywhere", async (t) => {
  const { told, middleware } = watched();
  const elsewhere = callOf({ _: "help.getConfig" }, { dcId: 4 });
  await t.throwsAsync(middleware(elsewhere, failing([401, "AUTH_KEY_UNREGISTERED"]).next), { instanceOf: RpcError });
  t.is(told.length, 0);
  await t.throwsAsync(middleware(elsewhere, failing([401, "USER_DEACTIVATED_BAN"]).next), { instanceOf: SessionDeadError });
});

test("nothing is over before anybody is signed in", async (t) => {
  const { told, middleware } = watched(false);
  const error = await t.throwsAsync(middleware(call, failing([401, "AUTH_KEY_UNREGISTERED"]).next), { instanceOf: RpcError });
  t.false(error instanceof SessionDeadError);
  t.deepEqual(told, []);
});
