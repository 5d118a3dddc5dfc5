import test from "ava";

import type { MethodClient } from "../../ts/methods/MethodClient.js";
import type { TlRequest } from "../../ts/tl/index.js";
import { fakeClient, type Answers } from "./fakeClient.js";

/** A call, what the server answers, and exactly what must have been asked of it. */
export interface RequestCase {
  readonly title: string;
  readonly call: (client: MethodClient) => unknown;
  readonly answers: Answers;
  readonly requests: readonly TlRequest[];
}

/** A test for each case. */
export function checkRequests(cases: readonly RequestCase[]): void {
  for (const { title, call, answers, requests } of cases) {
    test(title, async (t) => {
      const client = await fakeClient(answers);
      await call(client);
      t.deepEqual(client.requests, [...requests]);
    });
  }
}

/** A call that must be refused before anything is asked. */
export type Refusal = readonly [what: string, call: (client: MethodClient) => Promise<unknown>, error: new (...args: never[]) => Error, words: RegExp];

/** A test for each refusal. */
export function checkRefusals(refusals: readonly Refusal[]): void {
  for (const [what, call, error, words] of refusals) {
    test(`refuses ${what}, and changes nothing`, async (t) => {
      const client = await fakeClient({ "users.getUsers": [] });
      await t.throwsAsync(call(client), { instanceOf: error, message: words });
      t.deepEqual(client.requests.filter(({ _ }) => _ !== "users.getUsers"), []);
    });
  }
}
