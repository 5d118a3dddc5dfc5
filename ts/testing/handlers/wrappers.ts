import type { TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import type { ClientInfo, KeyRecord } from "../world/KeyRecord.js";
import type { WorldState } from "../world/WorldState.js";
import { child, int, long, text } from "./fields.js";

/** The oldest layer that is served; real servers refuse very old ones too. */
const OLDEST_LAYER = 133;

/** A call without its wrappers, and what they asked for. */
export interface Unwrapped {
  readonly query: TlObject;
  /** TL names, outermost first. */
  readonly wrappers: readonly string[];
  readonly wantsUpdates: boolean;
  /** From invokeWithTakeout; null without. */
  readonly takeoutId: bigint | null;
}

/**
 * Takes the wrappers off a call (spec/mtproto.md §8.4), in whatever order they are nested.
 * The layer and what the client says about itself are kept with the key.
 *
 * @throws RpcFault CONNECTION_* for a layer or a client description that is refused
 */
export function unwrap(state: WorldState, key: KeyRecord, outer: TlObject): Unwrapped {
  const wrappers: string[] = [];
  let wantsUpdates = true;
  let takeoutId: bigint | null = null;
  let query = outer;
  for (;;) {
    switch (query._) {
      case "invokeWithLayer":
        key.layer = checkedLayer(int(query, "layer"));
        break;
      case "initConnection":
        key.client = checkedClient(state, query);
        break;
      case "invokeWithoutUpdates":
        wantsUpdates = false;
        break;
      case "invokeWithTakeout":
        takeoutId = long(query, "takeoutId");
        break;
      // The network half has done the waiting: it knows what became of other calls.
      case "invokeAfterMsg":
      case "invokeAfterMsgs":
      case "invokeWithMessagesRange":
      case "invokeWithGooglePlayIntegrity":
      case "invokeWithApnsSecret":
      case "invokeWithReCaptcha":
        break;
      case "invokeWithBusinessConnection":
        throw new RpcFault(400, "BUSINESS_CONNECTION_INVALID");
      default:
        return { query, wrappers, wantsUpdates, takeoutId };
    }
    wrappers.push(query._);
    query = child(query, "query");
  }
}

function checkedLayer(layer: number): number {
  if (layer < OLDEST_LAYER) {
    throw new RpcFault(400, "CONNECTION_LAYER_INVALID");
  }
  return layer;
}

function checkedClient({ options }: WorldState, query: TlObject): ClientInfo {
  const client: ClientInfo = {
    apiId: int(query, "apiId"),
    deviceModel: text(query, "deviceModel"),
    systemVersion: text(query, "systemVersion"),
    appVersion: text(query, "appVersion"),
    systemLangCode: text(query, "systemLangCode"),
    langPack: text(query, "langPack"),
    langCode: text(query, "langCode"),
  };
  const wrong =
    client.apiId <= 0 || (options.apiCredentials !== null && options.apiCredentials.apiId !== client.apiId)
      ? "CONNECTION_API_ID_INVALID"
      : client.deviceModel === ""
        ? "CONNECTION_DEVICE_MODEL_EMPTY"
        : client.systemVersion === ""
          ? "CONNECTION_SYSTEM_EMPTY"
          : client.appVersion === ""
            ? "CONNECTION_APP_VERSION_EMPTY"
            : client.systemLangCode === ""
              ? "CONNECTION_SYSTEM_LANG_CODE_EMPTY"
              : client.langPack !== ""
                ? "CONNECTION_LANG_PACK_INVALID"
                : null;
  if (wrong !== null) {
    throw new RpcFault(400, wrong);
  }
  return client;
}
