import type { TlRequest } from "../tl/index.js";
import type { Dial } from "../transport/index.js";
import type { ConnectionChange, ConnectionTimeouts, Schedule } from "./ConnectionOptions.js";
import type { DcDirectory } from "./DcDirectory.js";
import type { InitParams } from "./DcLink.js";
import type { NetworkStore } from "./NetworkStore.js";
import type { Wrapping } from "./transportName.js";

export interface LinksOptions {
  readonly testMode: boolean;
  readonly directory: DcDirectory;
  readonly rsaKeys: readonly string[];
  /** RSA keys of a DC of the content delivery network, from `help.getCdnConfig`. */
  readonly cdnKeys: (dcId: number) => Promise<readonly string[]>;
  /** The first, and those to try when a DC does not answer. */
  readonly wrappings: readonly Wrapping[];
  /** Seconds that temporary keys live; null: none are used. */
  readonly tempKeyLifetimeSec: number | null;
  readonly schedule: Schedule;
  readonly timeouts: ConnectionTimeouts;
  readonly initParams: () => InitParams;
  readonly dial: Dial;
  readonly store: NetworkStore;
  readonly isHome: (dcId: number) => boolean;
  readonly isSignedIn: () => boolean;
  readonly wrap: (request: TlRequest) => TlRequest;
  readonly onUpdate: (body: Uint8Array) => void;
  readonly onUpdatesLost: () => void;
  /** What becomes of the connection to the home DC. */
  readonly onConnectionChange: (change: ConnectionChange) => void;
  readonly onError: (error: unknown) => void;
  /** Aborted when the network stops. */
  readonly signal: AbortSignal;
}
