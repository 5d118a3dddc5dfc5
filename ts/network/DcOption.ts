import { MtproxySecret } from "../transport/index.js";

/** Where a DC can be reached (`dcOption` in the schema). A flag that is missing is off. */
export interface DcOption {
  /** DC number, 1 … 5 (plain, without the test offset). */
  readonly id: number;
  /** IPv4 or IPv6 address, or a host name. */
  readonly host: string;
  readonly port: number;
  /** Serves files only. */
  readonly mediaOnly?: boolean;
  /** Takes obfuscated connections only. */
  readonly tcpoOnly?: boolean;
  /** One of the content delivery network: it has keys of its own and no accounts. */
  readonly cdn?: boolean;
  /** Does not change; the one to take with a proxy. */
  readonly static?: boolean;
  /** No other port than the one given. */
  readonly thisPortOnly?: boolean;
  /** Secret of the obfuscation, with the rules of an MTProxy's: 16 bytes; dd and 16 bytes; or ee, 16 bytes and a domain. */
  readonly secret?: Uint8Array;
}

/** Flags of an address, in the order of the schema. */
export const DC_FLAGS = ["mediaOnly", "tcpoOnly", "cdn", "static", "thisPortOnly"] as const satisfies readonly (keyof DcOption)[];

/** Checks options that came from the user. @throws TypeError, RangeError */
export function checkDcOptions(options: unknown, name: string): readonly DcOption[] {
  if (!Array.isArray(options) || options.length === 0) throw new TypeError(`${name} must be a non-empty array of { id, host, port }`);
  return options.map((option: Partial<DcOption> | null, index) => checkDcOption(option, `${name}[${index}]`));
}

function checkDcOption(option: Partial<DcOption> | null, name: string): DcOption {
  const { id, host, port, secret } = option ?? {};
  if (typeof id !== "number" || typeof host !== "string" || typeof port !== "number") {
    throw new TypeError(`${name} must be { id: number, host: string, port: number }`);
  }
  if (!Number.isInteger(id) || id < 1 || id > 1000) throw new RangeError(`${name}.id must be a DC number, 1 to 1000`);
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new RangeError(`${name}.port must be 1 to 65535`);
  if (host === "") throw new RangeError(`${name}.host must not be empty`);
  const flags: Partial<Record<(typeof DC_FLAGS)[number], true>> = {};
  for (const flag of DC_FLAGS) {
    const value: unknown = option?.[flag];
    if (value !== undefined && typeof value !== "boolean") throw new TypeError(`${name}.${flag} must be a boolean`);
    if (value === true) flags[flag] = true;
  }
  if (secret === undefined) return { id, host, port, ...flags };
  if (!(secret instanceof Uint8Array)) throw new TypeError(`${name}.secret must be a Uint8Array`);
  MtproxySecret.of(secret, `${name}.secret`);
  return { id, host, port, ...flags, secret };
}

/** An option as JSON has it. */
export type PlainDcOption = Omit<DcOption, "secret"> & { readonly secret?: string };

/** Options as they are stored. */
export function plainDcOptions(options: readonly DcOption[]): readonly PlainDcOption[] {
  return options.map(({ secret, ...option }) => ({ ...option, ...(secret && { secret: Buffer.from(secret).toString("hex") }) }));
}

/** Reads what {@link plainDcOptions} gave. @throws TypeError, RangeError */
export function readDcOptions(stored: unknown, name: string): readonly DcOption[] {
  if (!Array.isArray(stored)) return checkDcOptions(stored, name);
  const options = stored.map((option: Partial<PlainDcOption> | null) =>
    typeof option?.secret === "string" ? { ...option, secret: Uint8Array.from(Buffer.from(option.secret, "hex")) } : option,
  );
  return checkDcOptions(options, name);
}
