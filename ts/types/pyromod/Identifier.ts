import type { ListenerPlace } from "./ListenOptions.js";

const FIELDS = ["chatId", "userId", "messageId", "inlineMessageId"] as const;

/** Where an answer is expected, or where one came from. What is left out may be anything; of a list, any of it. */
export class Identifier implements ListenerPlace {
  declare readonly chatId?: ListenerPlace["chatId"];
  declare readonly userId?: ListenerPlace["userId"];
  declare readonly messageId?: ListenerPlace["messageId"];
  declare readonly inlineMessageId?: ListenerPlace["inlineMessageId"];

  /** @throws TypeError for an id that is neither of its type nor a list of them */
  constructor(place: ListenerPlace = {}) {
    for (const field of FIELDS) {
      const value = place[field];
      if (value === undefined) continue;
      checkField(field, value);
      Object.assign(this, { [field]: value });
    }
  }

  /** Whether what came from `other` is expected here: everything that is given here has to fit. */
  matches(other: ListenerPlace): boolean {
    return FIELDS.every((field) => {
      const wanted = listOf(this[field]);
      return wanted === null || listOf(other[field])?.some((value) => wanted.includes(value)) === true;
    });
  }

  /** How many of the four fields are given: the more, the better it fits. */
  countPopulated(): number {
    return FIELDS.filter((field) => this[field] !== undefined).length;
  }
}

type Value = number | string;

function listOf(value: Value | readonly Value[] | undefined): readonly Value[] | null {
  if (value === undefined) return null;
  return typeof value === "object" ? value : [value];
}

function checkField(field: (typeof FIELDS)[number], value: Value | readonly Value[]): void {
  const type = field === "inlineMessageId" ? "string" : "number";
  if (listOf(value)?.every((item) => typeof item === type) !== true) throw new TypeError(`${field} must be a ${type}, or a list of them`);
}
