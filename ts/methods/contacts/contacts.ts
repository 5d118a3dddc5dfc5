import type { PeerLike } from "../../peers/index.js";
import type { tl } from "../../tl/index.js";
import { User, type InputPhoneContact } from "../../types/index.js";
import { checkString, flag } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";
import { peerList } from "../peerList.js";

export interface AddContactOptions {
  readonly lastName?: string | undefined;
  readonly phoneNumber?: string | undefined;
  /** Shows them the account's number. @default false */
  readonly sharePhoneNumber?: boolean | undefined;
}

/** Takes a user into the contacts. Users only. @returns the user, under the new name @throws {RpcError} CONTACT_ID_INVALID, CONTACT_NAME_EMPTY … */
export async function addContact(
  client: MethodClient,
  userId: PeerLike,
  firstName: string,
  { lastName = "", phoneNumber = "", sharePhoneNumber }: AddContactOptions = {},
): Promise<User> {
  checkString(firstName, "firstName");
  const id = await client.resolveUser(userId, "userId");
  const addPhonePrivacyException = flag(sharePhoneNumber);
  const updates = await client.invoke({ _: "contacts.addContact", id, firstName, lastName, phone: phoneNumber, addPhonePrivacyException });
  const [user] = usersOf(client, "users" in updates ? updates.users : []);
  if (user === undefined) throw new RangeError("userId must name a user that exists");
  return user;
}

/** Removes users from the contacts. Users only. @throws {RpcError} CONTACT_ID_INVALID … */
export async function deleteContacts(client: MethodClient, userIds: PeerLike | readonly PeerLike[]): Promise<void> {
  const id = await Promise.all(peerList(userIds).map((user) => client.resolveUser(user, "userIds")));
  await client.invoke({ _: "contacts.deleteContacts", id });
}

/** All contacts. Users only. */
export async function getContacts(client: MethodClient): Promise<User[]> {
  const contacts = await client.invoke({ _: "contacts.getContacts", hash: 0n });
  return contacts._ === "contacts.contacts" ? usersOf(client, contacts.users) : [];
}

/** How many contacts the account has. Users only. */
export async function getContactsCount(client: MethodClient): Promise<number> {
  const contacts = await client.invoke({ _: "contacts.getContacts", hash: 0n });
  return contacts._ === "contacts.contacts" ? contacts.contacts.length : 0;
}

/** Takes phone numbers into the contacts. Users only. @returns those who are at Telegram and let themselves be found */
export async function importContacts(client: MethodClient, contacts: readonly InputPhoneContact[]): Promise<User[]> {
  if (!Array.isArray(contacts)) throw new TypeError("contacts must be an array");
  const list = contacts.map(({ phone, firstName, lastName }: InputPhoneContact, index): tl.InputContact => {
    checkString(phone, "phone");
    checkString(firstName, "firstName");
    return { _: "inputPhoneContact", clientId: BigInt(index), phone, firstName, lastName: lastName ?? "" };
  });
  const imported = await client.invoke({ _: "contacts.importContacts", contacts: list });
  const ids = new Set(imported.imported.map(({ userId }) => userId));
  return usersOf(client, imported.users).filter(({ id }) => ids.has(id));
}

function usersOf(client: MethodClient, users: readonly tl.User[]): User[] {
  return users.flatMap((user) => (user._ === "user" ? [new User(user, client.objects)] : []));
}
