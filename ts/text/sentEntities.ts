import type { tl } from "../tl/index.js";
import { linkBody } from "./links.js";
import { kindOf } from "./shape/entityKind.js";

/**
 * The entities that a program can send: without those that the server finds itself, links to nowhere and mentions of
 * nobody. A link to a user is a mention.
 */
export function sentEntities(entities: readonly tl.MessageEntity[]): tl.MessageEntity[] {
  return entities.flatMap((entity) => {
    if (kindOf(entity).automatic === true) return [];
    if (entity._ !== "messageEntityTextUrl") return [entity];
    const body = linkBody(entity.url);
    return body === null ? [] : [body({ offset: entity.offset, length: entity.length })];
  });
}
