import type { TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import { child, int } from "./fields.js";
import { withFoundEntities } from "./foundEntities.js";
import type { SignedInCall } from "./Handler.js";
import { findUser } from "./peers.js";

/** Most entities that one message keeps. */
const MAX_ENTITIES = 100;

/**
 * Entities as others will see them: mentions by input user become mentions by id. Those of users who
 * cannot be found are left out, and what the text has by itself is added, as real servers do.
 *
 * @throws RpcFault ENTITY_BOUNDS_INVALID
 */
export function checkedEntities(call: SignedInCall, body: string, entities: readonly TlObject[]): readonly TlObject[] {
  const checked = entities.slice(0, MAX_ENTITIES).flatMap((entity): readonly TlObject[] => {
    const [offset, length] = [int(entity, "offset"), int(entity, "length")];
    if (offset < 0 || length < 0 || offset + length > body.length) {
      throw new RpcFault(400, "ENTITY_BOUNDS_INVALID");
    }
    if (entity._ !== "inputMessageEntityMentionName") {
      return [entity];
    }
    const user = findUser(call, child(entity, "userId"));
    return user === null ? [] : [{ _: "messageEntityMentionName", offset, length, userId: user.id }];
  });
  return call.state.options.detectsEntities ? withFoundEntities(body, checked) : checked;
}
