/** Where a call is on its way, for another one that has to run after it. */
export class CallTicket {
  #connection: object | null = null;
  #id = 0;

  /** The call leaves under this id; called again when it is repeated. */
  sent(connection: object, id: number): void {
    this.#connection = connection;
    this.#id = id;
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
