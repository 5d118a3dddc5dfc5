import { markedId } from "../../peers/index.js";
import type { tl } from "../../tl/index.js";
import type { MethodClient } from "../MethodClient.js";
import { peerOf } from "./sentMessages.js";

/** The queue of a chat: messages arrive in the order in which they were sent, although nobody waits for each. */
export function chatOrder(client: MethodClient, peer: tl.InputPeer): string {
  return `chat ${markedId(peerOf(client, peer))}`;
}
