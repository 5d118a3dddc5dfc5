/** What was wrong with bytes or with an object; decides which RPC error a caller sees. */
export type TlFaultReason =
  /** The first word of the query, or of a query inside a wrapper, names no known method. */
  | "unknown-method"
  /** A word that should name a constructor does not. */
  | "unknown-constructor"
  /** The bytes end too early, or a length, count or depth is impossible. */
  | "malformed"
  /** An object to be written lacks a field, or has one of the wrong type. */
  | "unwritable";

/** The test server's codec could not read or write something. */
export class TlFault extends Error {
  override readonly name = "TlFault";

  /**
   * @param reason - what kind of trouble this is
   * @param message - a sentence for the developer of the test
   * @param id - the offending constructor id, where there is one
   */
  constructor(
    readonly reason: TlFaultReason,
    message: string,
    readonly id: number | null = null,
  ) {
    super(message);
  }
}

/** A constructor id in the form in which TL text writes it: eight hex digits. */
export function hexId(id: number): string {
  return (id >>> 0).toString(16).padStart(8, "0");
}
