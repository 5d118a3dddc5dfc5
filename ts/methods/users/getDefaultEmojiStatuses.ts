import { EmojiStatus } from "../../types/index.js";
import type { MethodClient } from "../MethodClient.js";

/** The emoji that apps offer for beside the name. Users only. */
export async function getDefaultEmojiStatuses(client: MethodClient): Promise<EmojiStatus[]> {
  const answer = await client.invoke({ _: "account.getDefaultEmojiStatuses", hash: 0n });
  return answer._ === "account.emojiStatuses" ? answer.statuses.flatMap((status) => EmojiStatus.of(status) ?? []) : [];
}
