/**
 * Something between the socket and the framing that changes bytes and knows no packets: obfuscation,
 * TLS records.
 */
export interface ByteLayer {
  /**
   * Takes bytes off the wire and gives those inside.
   * @throws {FramingError} when they break the layer's rules.
   */
  unwrap(chunk: Buffer): Buffer;
  /** Prepares bytes for the wire. */
  wrap(bytes: Buffer): Buffer;
}
