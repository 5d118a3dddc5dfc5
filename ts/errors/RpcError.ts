import { HeliogramError } from "./HeliogramError.js";

/** What Telegram answered instead of a result (`rpc_error`). */
export interface RpcErrorFields {
  /** Error code: 303, 400, 401, 403, 404, 406, 420, 500, −503 … */
  readonly code: number;
  /** Error text as sent, for example `FLOOD_WAIT_30`. */
  readonly text: string;
  /** TL name of the method that failed, for example `messages.sendMessage`. */
  readonly method: string;
  /** What the error table says about it; empty when the table does not know the text. */
  readonly description?: string;
  /** Whether the call may have been carried out all the same, in this attempt or one before. */
  readonly mayHaveRun?: boolean | null;
}

/**
 * Names of known errors as keys. Filled by ts/tl from the generated error table (declaration
 * merging): this folder may import nothing.
 */
export interface RpcErrorNames {}

/** Any text is allowed, known names are offered. */
export type RpcErrorText = keyof RpcErrorNames | (string & {});

/**
 * Telegram refused a call. The text's pattern replaces each number by `%d`, so one comparison
 * serves every wait: `error.is("FLOOD_WAIT_%d") && error.value`.
 */
export class RpcError extends HeliogramError {
  override readonly name: string = "RpcError";
  declare readonly code: number;
  readonly text: string;
  readonly method: string;
  /** Text with its number groups replaced, for example `FLOOD_WAIT_%d`. */
  readonly pattern: string;
  /** First number inside the text (seconds, a DC id, a part …); null when there is none. */
  readonly value: number | null;

  constructor(fields: RpcErrorFields) {
    const { pattern, value } = splitNumber(fields.text);
    const shown = value === null ? fields.text : pattern.replace("%d", "X");
    super(fields.code, `Telegram says: [${fields.code} ${shown}] - ${describe(fields, value)}(caused by "${fields.method}")`, {
      mayHaveRun: fields.mayHaveRun,
    });
    this.text = fields.text;
    this.method = fields.method;
    this.pattern = pattern;
    this.value = value;
  }

  /** Whether this is the named error; `name` is a text or a pattern with `%d`. */
  is(name: RpcErrorText): boolean {
    return name === this.text || name === this.pattern;
  }
}

/**
 * `FLOOD_WAIT_30` → pattern `FLOOD_WAIT_%d`, value 30. A leading number (`2FA_…`) is part of the name; minutes are the
 * only unit that is ever written (`…_WAIT_%dMIN`).
 */
function splitNumber(text: string): { pattern: string; value: number | null } {
  const match = /_(\d+)(?=(?:MIN)?(?:_|$))/.exec(text);
  if (match?.[1] === undefined) return { pattern: text, value: null };
  return { pattern: text.slice(0, match.index) + "_%d" + text.slice(match.index + match[0].length), value: Number(match[1]) };
}

function describe(fields: RpcErrorFields, value: number | null): string {
  if (fields.description) return `${fields.description.replace("%d", String(value ?? ""))} `;
  return value === null ? "" : `${fields.text} `;
}
