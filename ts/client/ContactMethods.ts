import * as methods from "../methods/contacts/index.js";
import type { AddContactOptions } from "../methods/contacts/index.js";
import type { PeerLike } from "../peers/index.js";
import type { InputPhoneContact, User } from "../types/index.js";
import { UserMethods } from "./UserMethods.js";

/** The contacts of a user. Each method is a function of ts/methods/contacts/. */
export abstract class ContactMethods extends UserMethods {
  /** Takes a user into the contacts. Users only. {@link methods.addContact} */
  async addContact(userId: PeerLike, firstName: string, options: AddContactOptions = {}): Promise<User> {
    return methods.addContact(this.methodClient(), userId, firstName, options);
  }

  /** Removes users from the contacts. Users only. {@link methods.deleteContacts} */
  async deleteContacts(userIds: PeerLike | readonly PeerLike[]): Promise<void> {
    return methods.deleteContacts(this.methodClient(), userIds);
  }

  /** All contacts. Users only. {@link methods.getContacts} */
  async getContacts(): Promise<User[]> {
    return methods.getContacts(this.methodClient());
  }

  /** How many contacts the account has. Users only. {@link methods.getContactsCount} */
  async getContactsCount(): Promise<number> {
    return methods.getContactsCount(this.methodClient());
  }

  /** Takes phone numbers into the contacts. Users only. {@link methods.importContacts} */
  async importContacts(contacts: readonly InputPhoneContact[]): Promise<User[]> {
    return methods.importContacts(this.methodClient(), contacts);
  }
}
