import type { tl } from "../../tl/index.js";
import { TlView } from "../TlView.js";

/** A contact that somebody sent. */
export class Contact extends TlView {
  readonly raw: tl.RawMessageMediaContact;

  constructor(raw: tl.RawMessageMediaContact) {
    super();
    this.raw = raw;
  }

  get phoneNumber(): string {
    return this.raw.phoneNumber;
  }

  get firstName(): string {
    return this.raw.firstName;
  }

  get lastName(): string | null {
    return this.raw.lastName === "" ? null : this.raw.lastName;
  }

  /** Id of the account; null when there is none. */
  get userId(): number | null {
    return this.raw.userId === 0 ? null : this.raw.userId;
  }

  get vcard(): string | null {
    return this.raw.vcard === "" ? null : this.raw.vcard;
  }

  protected override mask(name: string, value: unknown): unknown {
    if (name === "vcard") return "…";
    return name === "phoneNumber" && typeof value === "string" ? `${value.slice(0, 2)}…` : value;
  }
}
