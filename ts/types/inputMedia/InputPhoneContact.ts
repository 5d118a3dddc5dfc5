/** A contact to add to the address book. A plain object of the same shape does as well. */
export class InputPhoneContact {
  readonly phone: string;
  readonly firstName: string;
  readonly lastName: string;

  constructor(phone: string, firstName: string, lastName = "") {
    this.phone = phone;
    this.firstName = firstName;
    this.lastName = lastName;
  }
}
