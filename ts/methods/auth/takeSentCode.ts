import { receiveSentCode } from "../../auth/applyResult.js";
import type { AuthContext } from "../../auth/AuthContext.js";
import { storedForm, WAIT_PHONE } from "../../auth/SignInState.js";
import type { tl } from "../../tl/index.js";
import { readSentCode, type SentCode } from "../../types/authorization/SentCode.js";
import { completeSignIn } from "./completeSignIn.js";

/** Stores where the sign-in stands after a new code, so that any process can go on with it, and reads the code. */
export async function takeSentCode(context: AuthContext, phoneNumber: string, sent: tl.AuthSentCode): Promise<SentCode> {
  if (sent._ === "auth.sentCodeSuccess" && sent.authorization._ === "auth.authorization") {
    return readSentCode(sent, await completeSignIn(context, sent.authorization));
  }
  const { state } = receiveSentCode(WAIT_PHONE, phoneNumber, sent, Date.now());
  await context.saveSignIn(storedForm(state));
  return readSentCode(sent);
}
