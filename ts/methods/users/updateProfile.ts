import { User } from "../../types/index.js";
import { checkString } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";

export interface UpdateProfileOptions {
  /** 1–64 characters. */
  readonly firstName?: string | undefined;
  /** Up to 64 characters; "" takes it away. */
  readonly lastName?: string | undefined;
  /** Up to 70 characters; "" takes it away. */
  readonly bio?: string | undefined;
}

/**
 * Changes the account's name and bio; what is left out stays. Users only.
 *
 * @returns the account as it is now
 * @throws {TypeError} when nothing is to be changed
 * @throws {RpcError} FIRSTNAME_INVALID, ABOUT_TOO_LONG …
 */
export async function updateProfile(client: MethodClient, { firstName, lastName, bio }: UpdateProfileOptions): Promise<User> {
  for (const [name, value] of Object.entries({ firstName, lastName, bio })) if (value !== undefined) checkString(value, name);
  if (firstName === undefined && lastName === undefined && bio === undefined) throw new TypeError("firstName, lastName or bio must be given");
  const user = await client.invoke({ _: "account.updateProfile", firstName, lastName, about: bio });
  if (user._ !== "user") throw new RangeError("the account does not exist any more");
  return new User(user, client.objects);
}

/** Changes the account's username; null takes it away. Users only. @throws {RpcError} USERNAME_OCCUPIED, USERNAME_INVALID, USERNAME_NOT_MODIFIED … */
export async function setUsername(client: MethodClient, username: string | null): Promise<void> {
  if (username !== null) checkString(username, "username");
  await client.invoke({ _: "account.updateUsername", username: username?.replace(/^@/, "") ?? "" });
}

export interface SetEmojiStatusOptions {
  /** Id of a custom emoji; left out, the status goes. */
  readonly emojiStatus?: { readonly customEmojiId: bigint; readonly untilDate?: Date | undefined } | undefined;
}

/** Changes the emoji beside the account's name. Users with Premium only. @throws {RpcError} DOCUMENT_INVALID, PREMIUM_ACCOUNT_REQUIRED … */
export async function setEmojiStatus(client: MethodClient, { emojiStatus }: SetEmojiStatusOptions = {}): Promise<void> {
  if (emojiStatus === undefined) {
    await client.invoke({ _: "account.updateEmojiStatus", emojiStatus: { _: "emojiStatusEmpty" } });
    return;
  }
  const { customEmojiId: documentId, untilDate } = emojiStatus;
  const until = untilDate === undefined ? undefined : Math.floor(untilDate.getTime() / 1000);
  await client.invoke({ _: "account.updateEmojiStatus", emojiStatus: { _: "emojiStatus", documentId, until } });
}
