import test from "ava";

import * as contacts from "../../../ts/methods/contacts/index.js";
import type { tl } from "../../../ts/tl/index.js";
import { user } from "../../peers/fixtures.js";
import { checkRefusals, checkRequests } from "../checkRequests.js";
import { ANNA, fakeClient, GROUP_ID, updates } from "../fakeClient.js";
import { PeerKindError } from "../../../ts/errors/index.js";

const ANNA_USER: tl.InputUser = { _: "inputUser", userId: 5, accessHash: 500n };

checkRequests([
  {
    title: "adds and deletes contacts",
    call: async (client) => {
      await contacts.addContact(client, 5, "Anna", { lastName: "B", sharePhoneNumber: true });
      await contacts.deleteContacts(client, [5]);
    },
    answers: { "contacts.addContact": updates(), "contacts.deleteContacts": updates() },
    requests: [
      { _: "contacts.addContact", id: ANNA_USER, firstName: "Anna", lastName: "B", phone: "", addPhonePrivacyException: true },
      { _: "contacts.deleteContacts", id: [ANNA_USER] },
    ],
  },
  {
    title: "imports numbers under ids of their own",
    call: (client) => contacts.importContacts(client, [{ phone: "+1-123-456-7890", firstName: "A", lastName: "" }, { phone: "+1-123-456-7891", firstName: "B", lastName: "C" }]),
    answers: { "contacts.importContacts": { _: "contacts.importedContacts", imported: [], popularInvites: [], retryContacts: [], users: [] } },
    requests: [
      {
        _: "contacts.importContacts",
        contacts: [
          { _: "inputPhoneContact", clientId: 0n, phone: "+1-123-456-7890", firstName: "A", lastName: "" },
          { _: "inputPhoneContact", clientId: 1n, phone: "+1-123-456-7891", firstName: "B", lastName: "C" },
        ],
      },
    ],
  },
]);

test("gives contacts as users, and those who were found among imported numbers", async (t) => {
  const client = await fakeClient({
    "contacts.getContacts": { _: "contacts.contacts", contacts: [{ _: "contact", userId: 5, mutual: true }], savedCount: 0, users: [ANNA] },
    "contacts.importContacts": { _: "contacts.importedContacts", imported: [{ _: "importedContact", userId: 5, clientId: 0n }], popularInvites: [], retryContacts: [], users: [ANNA, user(6)] },
  });
  t.deepEqual((await contacts.getContacts(client)).map(({ firstName }) => firstName), ["Anna"]);
  t.is(await contacts.getContactsCount(client), 1);
  t.deepEqual((await contacts.importContacts(client, [{ phone: "+1", firstName: "A", lastName: "" }])).map(({ id }) => id), [5]);
});

checkRefusals([
  ["a contact without a name", (c) => contacts.addContact(c, 5, undefined as never), TypeError, /firstName/],
  ["a group as a contact", (c) => contacts.addContact(c, GROUP_ID, "G"), PeerKindError, /user/],
  // @ts-expect-error as a JavaScript caller may
  ["contacts that are no array", (c) => contacts.importContacts(c, "+1"), TypeError, /contacts/],
  // @ts-expect-error as a JavaScript caller may
  ["a number that is a number", (c) => contacts.importContacts(c, [{ phone: 1, firstName: "A" }]), TypeError, /phone/],
]);
