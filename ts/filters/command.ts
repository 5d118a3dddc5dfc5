import { setCommand, type Message } from "../types/index.js";
import { filterOf, type Filter, type FilterClient } from "./Filter.js";
import { splitArguments } from "./splitArguments.js";

export interface CommandOptions {
  /** What stands before a command; the empty string, or an empty list: nothing. @default "/" */
  readonly prefixes?: string | readonly string[] | undefined;
  /** @default false */
  readonly caseSensitive?: boolean | undefined;
}

/**
 * Messages that begin with a command: `/start`, `/start@my_bot` with the account's own username, `/start some "arguments in quotes"`.
 * `message.command` is then the command, as it was given here, and its arguments.
 *
 * @param commands without prefix
 * @throws TypeError, RangeError for a command that is no string, empty, or holds white space or `@`
 * @example
 * app.onMessage(filters.command(["start", "help"]), (message) => message.reply(message.command.join(" ")));
 */
export function command(commands: string | readonly string[], options: CommandOptions = {}): Filter<Message, { readonly command: readonly [string, ...string[]] }> {
  const { prefixes = "/", caseSensitive = false } = options;
  const fold = (text: string): string => (caseSensitive ? text : text.toLowerCase());
  const known = new Map(checkCommands(commands).map((name) => [fold(name), fold(name)]));
  const starts = checkPrefixes(prefixes);

  const isCommand = (message: Message, client: FilterClient): boolean => {
    const text = message.text ?? message.caption;
    if (text === null) return false;
    for (const start of starts) {
      if (!text.startsWith(start)) continue;
      const { name, username, rest } = splitHead(text.slice(start.length));
      const found = known.get(fold(name));
      if (found === undefined || (username !== null && !isOwn(username, client))) continue;
      setCommand(message, [found, ...splitArguments(rest)]);
      return true;
    }
    return false;
  };
  return filterOf(isCommand, starts.flatMap((start) => [...known.keys()].map((name) => `${start}${name}`)));
}

function splitHead(text: string): { readonly name: string; readonly username: string | null; readonly rest: string } {
  const space = text.search(/\s/);
  const head = space === -1 ? text : text.slice(0, space);
  const at = head.indexOf("@");
  return { name: at === -1 ? head : head.slice(0, at), username: at === -1 ? null : head.slice(at + 1), rest: space === -1 ? "" : text.slice(space) };
}

function isOwn(username: string, { me }: FilterClient): boolean {
  if (me === null) return false;
  const wanted = username.toLowerCase();
  return me.username?.toLowerCase() === wanted || me.activeUsernames.some((own) => own.toLowerCase() === wanted);
}

function checkCommands(commands: string | readonly string[]): readonly string[] {
  const list: readonly unknown[] = Array.isArray(commands) ? commands : [commands];
  if (list.length === 0) throw new RangeError("commands must name at least one command");
  return list.map((name) => {
    if (typeof name !== "string") throw new TypeError(`a command must be a string, not ${name === null ? "null" : typeof name}`);
    if (name === "" || /[\s@]/.test(name)) throw new RangeError(`a command must be a word without "@", not ${JSON.stringify(name)}`);
    return name;
  });
}

function checkPrefixes(prefixes: string | readonly string[]): readonly string[] {
  const list: readonly unknown[] = Array.isArray(prefixes) ? prefixes : [prefixes];
  const checked = list.map((prefix) => {
    if (typeof prefix !== "string") throw new TypeError(`a prefix must be a string, not ${prefix === null ? "null" : typeof prefix}`);
    return prefix;
  });
  // The longest first: "//" would else be taken for "/" and a command that begins with "/".
  return checked.length === 0 ? [""] : checked.toSorted((a, b) => b.length - a.length);
}
