/** What `filters.command` found in a message: the command and its arguments. */
const commands = new WeakMap<object, readonly string[]>();
/** What `filters.regex` found. */
const matches = new WeakMap<object, readonly RegExpExecArray[]>();

export const commandOf = (view: object): readonly string[] | null => commands.get(view) ?? null;
export const matchesOf = (view: object): readonly RegExpExecArray[] | null => matches.get(view) ?? null;

/** For filters: lets `message.command` say what was found. */
export function setCommand(view: object, command: readonly string[]): void {
  commands.set(view, command);
}

/** For filters: lets `matches` of a message or query say what was found. */
export function setMatches(view: object, found: readonly RegExpExecArray[]): void {
  matches.set(view, found);
}
