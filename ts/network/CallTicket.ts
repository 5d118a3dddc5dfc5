/** Where a call is on its way, for another one that has to run after it. */
export class CallTicket {
  #connection: object | null = null;
  #id = 0;
  /** The call that was told to wait for it, on the same connection. */
  #follower: number | null = null;

  /** The call leaves under this id; called again when it is repeated. */
  sent(connection: object, id: number): void {
    this.#connection = connection;
    this.#id = id;
    this.#follower = null;
  }

  /** Another call was told to wait for it. */
  followed(by: number): void {
    this.#follower = by;
  }

  get follower(): number | null {
    return this.#follower;
  }

  /** The id of the call, if it was sent over this connection. */
  idOn(connection: object): number | null {
    return this.#connection === connection ? this.#id : null;
  }
}

/** A call has to run after another one that is not under way on the same connection: it was not sent. */
export class OutOfOrder extends Error {
  override readonly name = "OutOfOrder";
}
