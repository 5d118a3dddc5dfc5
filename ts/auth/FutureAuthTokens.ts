/**
 * Where future auth tokens are kept: Telegram hands one out at sign-in and at log-out, and who shows it
 * at the next `auth.sendCode` may be let in without a code. They outlive the session, so they belong
 * outside its file, and each is a key: keep them as one keeps a session file.
 */
export interface FutureAuthTokens {
  /** Newest first. */
  load(): Promise<readonly Uint8Array[]>;
  /** Durable when resolved. */
  save(tokens: readonly Uint8Array[]): Promise<void>;
}

/** As many as `codeSettings.logout_tokens` may hold (spec/client.md §1.9). */
const MOST_TOKENS = 20;

/** Adds the token of an authorization or a log-out, if it came with one. */
export async function keepToken(tokens: FutureAuthTokens | undefined, token: Uint8Array | null | undefined): Promise<void> {
  if (tokens === undefined || !token) return;
  const kept = await tokens.load();
  await tokens.save([token.slice(), ...kept].slice(0, MOST_TOKENS));
}
