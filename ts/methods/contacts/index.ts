export { addContact, deleteContacts, getContacts, getContactsCount, importContacts, type AddContactOptions } from "./contacts.js";
