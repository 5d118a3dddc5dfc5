// @ts-check

/** A schema that cannot be used; the message names the place, for example `api.tl line 12`. */
export class SchemaError extends Error {
  /**
   * @param {{ file: string, line: number }} place
   * @param {string} message
   */
  constructor(place, message) {
    super(`${place.file} line ${place.line}: ${message}`);
    this.name = "SchemaError";
  }
}
