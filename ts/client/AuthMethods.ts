import { createSignIn, type AuthContext, type SignIn, type SignInOptions } from "../auth/index.js";
import { SignInError } from "../errors/index.js";
import * as auth from "../methods/auth/index.js";
import type { tl } from "../tl/index.js";
import { User, type SentCode } from "../types/index.js";

/**
 * Signing in by hand, call by call. `Client.start()` does all of this by itself; these are for programs that
 * want to do it their own way. All throw ClientStateError when the client is not connected.
 */
export abstract class AuthMethods {
  protected abstract authContext(): AuthContext;

  /**
   * Signs in by single steps, for whoever is no terminal: a web page, a chat. Goes on with a sign-in that
   * an earlier process began on the same session file.
   *
   * @example
   * await client.connect();
   * const signIn = await client.createSignIn();
   * await signIn.answer("+1-123-456-7890");
   * await signIn.answer("12345");
   */
  async createSignIn(options: SignInOptions = {}): Promise<SignIn> {
    return createSignIn(this.authContext(), options);
  }

  /** Asks Telegram for a sign-in code. {@link auth.sendCode} */
  async sendCode(phoneNumber: string): Promise<SentCode> {
    return auth.sendCode(this.authContext(), phoneNumber);
  }

  /** Sends the code again, in the way that `SentCode.nextType` names. {@link auth.resendCode} */
  async resendCode(phoneNumber: string, phoneCodeHash: string): Promise<SentCode> {
    return auth.resendCode(this.authContext(), phoneNumber, phoneCodeHash);
  }

  /** Calls a code off. {@link auth.cancelCode} */
  async cancelCode(phoneNumber: string, phoneCodeHash: string): Promise<void> {
    return auth.cancelCode(this.authContext(), phoneNumber, phoneCodeHash);
  }

  /** Signs in with a code; a number without an account gets `signUpRequired`. {@link auth.signIn} */
  async signIn(phoneNumber: string, phoneCodeHash: string, phoneCode: string): Promise<User | auth.SignUpRequired> {
    const result = await auth.signIn(this.authContext(), phoneNumber, phoneCodeHash, phoneCode);
    return result._ === "signUpRequired" ? result : viewOf(result);
  }

  /** Makes an account for a number whose code was right. {@link auth.signUp} */
  async signUp(phoneNumber: string, phoneCodeHash: string, firstName: string, options: auth.SignUpOptions = {}): Promise<User> {
    return viewOf(await auth.signUp(this.authContext(), phoneNumber, phoneCodeHash, firstName, options));
  }

  /** Signs a bot in with the token that @BotFather gave. {@link auth.signInBot} */
  async signInBot(botToken: string): Promise<User> {
    return viewOf(await auth.signInBot(this.authContext(), botToken));
  }

  /** The second step of two-step verification: the password. {@link auth.checkPassword} */
  async checkPassword(password: string): Promise<User> {
    return viewOf(await auth.checkPassword(this.authContext(), password));
  }

  /** The hint that was set with the password; null when there is none. {@link auth.getPasswordHint} */
  async getPasswordHint(): Promise<string | null> {
    return auth.getPasswordHint(this.authContext());
  }

  /** Sends a recovery code by e-mail and returns the address half hidden. {@link auth.sendRecoveryCode} */
  async sendRecoveryCode(): Promise<string> {
    return auth.sendRecoveryCode(this.authContext());
  }

  /** Signs in with a recovery code instead of the password. {@link auth.recoverPassword} */
  async recoverPassword(recoveryCode: string, options: auth.RecoverPasswordOptions = {}): Promise<User> {
    return viewOf(await auth.recoverPassword(this.authContext(), recoveryCode, options));
  }

  /** Agrees to terms of service after a sign-up. {@link auth.acceptTermsOfService} */
  async acceptTermsOfService(termsOfServiceId: string): Promise<void> {
    return auth.acceptTermsOfService(this.authContext(), termsOfServiceId);
  }
}

function viewOf(user: tl.User): User {
  if (user._ !== "user") throw new SignInError("Telegram signed in an account that does not exist");
  return new User(user);
}
