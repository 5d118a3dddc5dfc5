import { PeerKindError } from "../errors/index.js";
import type { tl } from "../tl/index.js";

/** The same user in the form that calls for users take. @throws PeerKindError when it is no user */
export function toInputUser(peer: tl.InputPeer): tl.InputUser {
  switch (peer._) {
    case "inputPeerSelf":
      return { _: "inputUserSelf" };
    case "inputPeerUser":
      return { _: "inputUser", userId: peer.userId, accessHash: peer.accessHash };
    case "inputPeerUserFromMessage":
      return { _: "inputUserFromMessage", peer: peer.peer, msgId: peer.msgId, userId: peer.userId };
    default:
      throw new PeerKindError("a user is wanted here, and this is a group or channel");
  }
}

/** The same channel or supergroup in the form that calls for channels take. @throws PeerKindError when it is none */
export function toInputChannel(peer: tl.InputPeer): tl.InputChannel {
  switch (peer._) {
    case "inputPeerChannel":
      return { _: "inputChannel", channelId: peer.channelId, accessHash: peer.accessHash };
    case "inputPeerChannelFromMessage":
      return { _: "inputChannelFromMessage", peer: peer.peer, msgId: peer.msgId, channelId: peer.channelId };
    case "inputPeerChat":
      throw new PeerKindError("a channel or supergroup is wanted here, and this is a basic group");
    default:
      throw new PeerKindError("a channel or supergroup is wanted here, and this is a user");
  }
}
