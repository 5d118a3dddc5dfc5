// A whole program for the specs beside: signs in with its own standard streams against a scripted Telegram.
// Its argument names the script; what was called is written to the file of the second argument at the end.
import { writeFileSync } from "node:fs";
import { HeliogramError } from "../../ts/errors/index.js";
import { SignInFlow } from "../../ts/auth/SignInFlow.js";
import { TerminalPrompter } from "../../ts/prompts/index.js";
import { FakeTelegram, on, READABLE_SRP, type Scripted } from "../auth/FakeTelegram.js";
import { authorization, password, sentCode, signUpRequired, SMS_NEXT, TERMS } from "../auth/objects.js";

const scripts: Readonly<Record<string, readonly Scripted[]>> = {
  plain: [on("auth.sendCode", sentCode()), on("auth.signIn", authorization())],
  twice: [on("auth.sendCode", sentCode()), on("auth.signIn", "400 PHONE_CODE_INVALID"), on("auth.signIn", authorization())],
  resend: [
    on("auth.sendCode", sentCode(undefined, { nextType: SMS_NEXT })),
    on("auth.signIn", "400 PHONE_CODE_INVALID"),
    on("auth.resendCode", sentCode({ _: "auth.sentCodeTypeMissedCall", prefix: "+44", length: 4 })),
    on("auth.signIn", authorization()),
  ],
  password: [
    on("auth.sendCode", sentCode()),
    on("auth.signIn", "401 SESSION_PASSWORD_NEEDED"),
    on("account.getPassword", password()),
    on("account.getPassword", password()),
    on("auth.checkPassword", authorization()),
  ],
  recovery: [
    on("auth.sendCode", "401 SESSION_PASSWORD_NEEDED"),
    on("account.getPassword", password()),
    on("auth.requestPasswordRecovery", { _: "auth.passwordRecovery", emailPattern: "a***@e***.org" }),
    on("auth.checkRecoveryPassword", true),
    on("account.getPassword", password()),
    on("auth.recoverPassword", authorization()),
  ],
  signUp: [
    on("auth.sendCode", sentCode()),
    on("auth.signIn", signUpRequired(TERMS)),
    on("auth.signUp", authorization()),
    on("help.acceptTermsOfService", true),
  ],
  email: [
    on("auth.sendCode", sentCode({ _: "auth.sentCodeTypeSetUpEmailRequired" })),
    on("account.sendVerifyEmailCode", { _: "account.sentEmailCode", emailPattern: "a***", length: 6 }),
    on("account.verifyEmail", { _: "account.emailVerifiedLogin", email: "a@b.c", sentCode: sentCode({ _: "auth.sentCodeTypeSmsWord" }) }),
    on("auth.signIn", authorization()),
  ],
  cancel: [on("auth.sendCode", sentCode()), on("auth.cancelCode", true)],
  bot: [on("auth.importBotAuthorization", authorization())],
};

const [name = "", report] = process.argv.slice(2);
const telegram = new FakeTelegram(...(scripts[name] ?? []));
try {
  const answers = name === "bot" ? { botToken: "123456:ABC" } : {};
  await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: new TerminalPrompter(), answers }).run();
} catch (error) {
  if (!(error instanceof HeliogramError)) throw error;
  process.stderr.write(`${error.name}: ${error.message}\n`);
  process.exitCode = 1;
}
if (report !== undefined) writeFileSync(report, JSON.stringify(telegram.methods));
