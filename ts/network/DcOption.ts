/** Where a DC can be reached (`dcOption` in the schema). */
export interface DcOption {
  /** DC number, 1 … 5 (plain, without the test offset). */
  readonly id: number;
  /** IPv4 or IPv6 address, or a host name. */
  readonly host: string;
  readonly port: number;
}

/** Checks options that came from the user. @throws TypeError, RangeError */
export function checkDcOptions(options: unknown, name: string): readonly DcOption[] {
  if (!Array.isArray(options) || options.length === 0) throw new TypeError(`${name} must be a non-empty array of { id, host, port }`);
  return options.map((option: Partial<DcOption> | null, index) => {
    const { id, host, port } = option ?? {};
    if (typeof id !== "number" || typeof host !== "string" || typeof port !== "number") {
      throw new TypeError(`${name}[${index}] must be { id: number, host: string, port: number }`);
    }
    if (!Number.isInteger(id) || id < 1 || id > 1000) throw new RangeError(`${name}[${index}].id must be a DC number, 1 to 1000`);
    if (!Number.isInteger(port) || port < 1 || port > 65535) throw new RangeError(`${name}[${index}].port must be 1 to 65535`);
    if (host === "") throw new RangeError(`${name}[${index}].host must not be empty`);
    return { id, host, port };
  });
}
