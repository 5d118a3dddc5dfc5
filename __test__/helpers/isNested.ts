import type { FormattedText } from "../../ts/index.js";

/** Whether entities are in range, not empty, sorted, and each wholly inside or outside of any other. */
export function isNested({ text, entities }: FormattedText): boolean {
  const ends: number[] = [];
  let last = { offset: 0, length: Infinity };
  return entities.every((entity) => {
    const end = entity.offset + entity.length;
    const isSorted = entity.offset > last.offset || (entity.offset === last.offset && entity.length <= last.length);
    last = entity;
    while ((ends.at(-1) ?? Infinity) <= entity.offset) ends.pop();
    const isInside = end <= (ends.at(-1) ?? text.length);
    ends.push(end);
    return isSorted && isInside && entity.length > 0 && entity.offset >= 0;
  });
}
