import type { tl } from "../../tl/index.js";

/**
 * Refuses what are no entities of this text.
 *
 * @throws TypeError for what is no list of entities, RangeError for a range that is not wholly in the text or begins or
 * ends within a surrogate pair; both name the entity
 */
export function checkEntities(entities: unknown, text: string): asserts entities is readonly tl.MessageEntity[] {
  if (!Array.isArray(entities)) throw new TypeError("entities must be an array");
  for (const [index, entity] of entities.entries()) checkEntity(entity, text, `entities[${index}]`);
}

function checkEntity(entity: unknown, text: string, name: string): void {
  if (!isRange(entity)) throw new TypeError(`${name} must be a message entity with _, offset and length`);
  const end = entity.offset + entity.length;
  if (!Number.isSafeInteger(entity.offset) || !Number.isSafeInteger(entity.length) || entity.offset < 0 || entity.length < 0) {
    throw new RangeError(`${name} must have a whole offset and length, not below 0`);
  }
  if (end > text.length) throw new RangeError(`${name} ends at ${end}, after the end of the text at ${text.length}`);
  if (isInsidePair(text, entity.offset)) throw new RangeError(`${name} begins within a surrogate pair, at ${entity.offset}`);
  if (isInsidePair(text, end)) throw new RangeError(`${name} ends within a surrogate pair, at ${end}`);
}

function isRange(entity: unknown): entity is { _: string; offset: number; length: number } {
  return (
    typeof entity === "object" &&
    entity !== null &&
    "_" in entity &&
    typeof entity._ === "string" &&
    "offset" in entity &&
    typeof entity.offset === "number" &&
    "length" in entity &&
    typeof entity.length === "number"
  );
}

/** Whether cutting at this index would part a surrogate pair. */
export function isInsidePair(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
}

/** The entities that say something about the text, clipped to it and to whole surrogate pairs. For what others sent. */
export function clipEntities(entities: readonly tl.MessageEntity[], text: string): tl.MessageEntity[] {
  const clipped: tl.MessageEntity[] = [];
  for (const entity of entities) {
    let start = Math.min(Math.max(0, Math.trunc(entity.offset)), text.length);
    let end = Math.min(Math.max(start, Math.trunc(entity.offset + entity.length)), text.length);
    if (isInsidePair(text, start)) start--;
    if (isInsidePair(text, end)) end++;
    if (end > start) clipped.push({ ...entity, offset: start, length: end - start });
  }
  return clipped;
}
