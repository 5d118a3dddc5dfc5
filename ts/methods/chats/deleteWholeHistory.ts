import type { tl } from "../../tl/index.js";
import type { MethodClient } from "../MethodClient.js";

/** Deletes all messages of a chat for the account; in steps, as the server has it (spec/client.md §4.6). */
export async function deleteWholeHistory(client: MethodClient, peer: tl.InputPeer): Promise<void> {
  for (;;) {
    const { offset } = await client.invoke({ _: "messages.deleteHistory", peer, maxId: 0 });
    if (offset <= 0) return;
  }
}
