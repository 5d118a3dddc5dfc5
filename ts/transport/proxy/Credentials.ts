import { inspect } from "node:util";

/** User name and password for a proxy; neither shows when it is printed. */
export class Credentials {
  readonly #username: string;
  readonly #password: string;

  constructor(username: string, password: string) {
    this.#username = username;
    this.#password = password;
  }

  get username(): string {
    return this.#username;
  }

  get password(): string {
    return this.#password;
  }

  toJSON(): string {
    return "(hidden)";
  }

  [inspect.custom](): string {
    return "Credentials (hidden)";
  }
}
