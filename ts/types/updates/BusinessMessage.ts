import type { tl } from "../../tl/index.js";
import { Message } from "../messagesAndMedia/Message.js";
import type { ObjectClient } from "../ObjectClient.js";
import type { PeerIndex } from "../PeerIndex.js";

type RawBusinessUpdate = tl.RawUpdateBotNewBusinessMessage | tl.RawUpdateBotEditBusinessMessage;

/** A message in a chat of a business account that the bot serves. */
export class BusinessMessage extends Message {
  /** Names the connection of the bot with the account: what is sent in its name has to say it. */
  readonly businessConnectionId: string;

  constructor({ message, replyToMessage, connectionId }: RawBusinessUpdate, peers: PeerIndex, client: ObjectClient) {
    super(message, peers, client, replyToMessage === undefined ? {} : { replyToMessage: new Message(replyToMessage, peers, client) });
    this.businessConnectionId = connectionId;
  }
}
