import type { tl } from "../../tl/index.js";
import type { ObjectClient } from "../ObjectClient.js";
import type { PeerIndex } from "../PeerIndex.js";
import { UpdateObject } from "../UpdateObject.js";
import { User } from "./User.js";

/** An update that comes of what one user did: pressed, asked, chose. */
export abstract class UserUpdate<Raw extends tl.Update & { readonly userId: number }> extends UpdateObject {
  readonly raw: Raw;
  /** Those who came along with the update. */
  protected readonly peers: PeerIndex;
  protected readonly client: ObjectClient;

  constructor(raw: Raw, peers: PeerIndex, client: ObjectClient) {
    super();
    this.raw = raw;
    this.peers = peers;
    this.client = client;
  }

  /** Who did it; a user that did not come along is known by the id alone. */
  get fromUser(): User {
    return new User(this.peers.user(this.raw.userId) ?? { _: "user", min: true, id: this.raw.userId }, this.client);
  }

  /** The same as `fromUser`. */
  get from(): User {
    return this.fromUser;
  }

  protected override get hidden(): readonly string[] {
    return ["from"];
  }
}
