import { inspect } from "node:util";
import test from "ava";
import type { Client } from "../../ts/index.js";
import { createClient, startServer } from "../helpers/clientHarness.js";
import { PHONE } from "./objects.js";

type Method = "createSignIn" | "sendCode" | "resendCode" | "cancelCode" | "signIn" | "signUp" | "signInBot" | "checkPassword" | "recoverPassword" | "acceptTermsOfService";

const wrong: readonly (readonly [method: Method, args: readonly unknown[], argument: string])[] = [
  ["createSignIn", [null], "options"],
  ["createSignIn", [{ isBot: "yes" }], "isBot"],
  ["createSignIn", [{ confirmPhone: 1 }], "confirmPhone"],
  ["createSignIn", [{ phoneNumber: 11_234_567_890 }], "phoneNumber"],
  ["createSignIn", [{ signal: {} }], "signal"],
  ["sendCode", [], "phoneNumber"],
  ["sendCode", [11_234_567_890], "phoneNumber"],
  ["sendCode", ["+1-800-FLOWERS"], "phoneNumber"],
  ["resendCode", [PHONE], "phoneCodeHash"],
  ["resendCode", [null, "hash"], "phoneNumber"],
  ["cancelCode", [PHONE, {}], "phoneCodeHash"],
  ["cancelCode", ["nobody", "hash"], "phoneNumber"],
  ["signIn", [PHONE, "hash", 12_345], "phoneCode"],
  ["signIn", [PHONE, "hash", " "], "phoneCode"],
  ["signIn", [PHONE, undefined, "12345"], "phoneCodeHash"],
  ["signIn", [[PHONE], "hash", "12345"], "phoneNumber"],
  ["signUp", [PHONE, "hash"], "firstName"],
  ["signUp", [PHONE, 5, "Ada"], "phoneCodeHash"],
  ["signUp", ["", "hash", "Ada"], "phoneNumber"],
  ["signUp", [PHONE, "hash", "Ada", null], "options"],
  ["signUp", [PHONE, "hash", "Ada", { lastName: 5 }], "lastName"],
  ["signUp", [PHONE, "hash", "Ada", { noJoinedNotifications: "yes" }], "noJoinedNotifications"],
  ["signInBot", [], "botToken"],
  ["signInBot", [{ toString: () => "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11" }], "botToken"],
  ["checkPassword", [], "password"],
  ["checkPassword", [12_345], "password"],
  ["recoverPassword", [123_456], "recoveryCode"],
  ["recoverPassword", [" "], "recoveryCode"],
  ["recoverPassword", ["123456", "better"], "options"],
  ["recoverPassword", ["123456", { newPassword: "better" }], "newPassword"],
  ["recoverPassword", ["123456", { newPassword: { password: "better" } }], "newPassword.hint"],
  ["acceptTermsOfService", [{}], "termsOfServiceId"],
];

/** Programs in JavaScript are not held back by types. */
function callUnchecked(client: Client, method: Method, args: readonly unknown[]): Promise<unknown> {
  const unchecked: Function = client[method];
  return Reflect.apply(unchecked, client, args);
}

for (const [method, args, argument] of wrong) {
  test(`${method} refuses ${inspect(args, { breakLength: Infinity })}, and nothing is sent`, async (t) => {
    const server = await startServer(t);
    const client = createClient(t, server);
    await client.connect();
    const error = await t.throwsAsync(callUnchecked(client, method, args), { instanceOf: TypeError });
    t.regex(error.message, new RegExp(`^${argument.replace(".", "\\.")}\\b`));
    t.deepEqual(server.world.rpc.methods(), []);
  });
}
