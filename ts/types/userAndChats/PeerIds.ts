/** A channel, named by its bare id. A plain object of the same shape does as well. */
export class PeerChannel {
  readonly channelId: number;

  constructor(channelId: number) {
    this.channelId = channelId;
  }
}

/** A user, named by id. A plain object of the same shape does as well. */
export class PeerUser {
  readonly userId: number;

  constructor(userId: number) {
    this.userId = userId;
  }
}
