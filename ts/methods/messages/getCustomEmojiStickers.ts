import { Sticker } from "../../types/index.js";
import { checkId } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";

/** Most that Telegram gives at once. */
const MAX_IDS = 200;

/**
 * The pictures of custom emoji, up to 200.
 *
 * @throws {TypeError}, {RangeError} naming the parameter
 */
export async function getCustomEmojiStickers(client: MethodClient, customEmojiIds: readonly bigint[]): Promise<Sticker[]> {
  if (!Array.isArray(customEmojiIds) || customEmojiIds.length > MAX_IDS) throw new RangeError(`customEmojiIds must be an array of at most ${MAX_IDS}`);
  const documentId = customEmojiIds.map((id: unknown) => checkId(id, "customEmojiIds"));
  const documents = await client.invoke({ _: "messages.getCustomEmojiDocuments", documentId });
  return documents.flatMap((document) => (document._ === "document" ? [new Sticker(document)] : []));
}
