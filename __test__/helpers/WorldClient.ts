import { randomBytes } from "node:crypto";

import { OLDER_FORMS, TlCodec, parseSchema, type TlObject, type TlValue } from "../../ts/testing/codec/index.js";
import type { ServerPeer } from "../../ts/testing/session/RpcService.js";
import type { World } from "../../ts/testing/world/index.js";
import { schemaText } from "../../ts/tl/generated/schemaText.js";

/** An API pair that every world takes. */
export const API = { apiId: 12345, apiHash: "0123456789abcdef0123456789abcdef" } as const;

const codec = new TlCodec(parseSchema(schemaText), OLDER_FORMS);

/** A key with one session that talks to a world without any network between them. */
export class WorldClient implements ServerPeer {
  readonly authKeyId = randomBytes(8).readBigInt64LE();
  readonly sessionId = randomBytes(8).readBigInt64LE();
  readonly keyState = new Map<string, unknown>();
  /** Updates that were pushed, oldest first. */
  readonly pushed: TlObject[] = [];

  constructor(
    readonly world: World,
    readonly dcId = 2,
    readonly layer = 230,
  ) {
    world.sessionOpened(this);
  }

  push(body: Uint8Array): void {
    this.pushed.push(codec.read({ kind: "object", name: "Updates" }, body) as TlObject);
  }

  /** Calls a method with the wrappers that a client's first call has. */
  async call(method: string, fields: Record<string, TlValue> = {}): Promise<TlObject> {
    return (await this.value(method, fields)) as TlObject;
  }

  /** Like `call`, for results that are no objects. */
  async value(method: string, fields: Record<string, TlValue> = {}): Promise<TlValue> {
    const query: TlObject = { _: "invokeWithLayer", layer: this.layer, query: init({ _: method, ...fields }) };
    return this.bare(method, query);
  }

  /** Sends a call as it is. */
  async bare(method: string, query: TlObject): Promise<TlValue> {
    const bytes = await this.raw(codec.write(query, this.layer));
    const definition = codec.method(method);
    if (definition === undefined) {
      throw new Error(`no method ${method}`);
    }
    return codec.read(definition.result, bytes);
  }

  /** Sends bytes as they are. */
  async raw(bytes: Uint8Array): Promise<Uint8Array> {
    // oxlint-disable-next-line no-useless-call -- a method of the world, not Function.prototype.call
    return this.world.call(this, bytes);
  }

  /** Asks for a sign-in code. */
  async sendCode(phone: string, settings: Record<string, TlValue> = {}): Promise<TlObject> {
    return this.call("auth.sendCode", { phoneNumber: phone, ...API, settings: { _: "codeSettings", ...settings } });
  }

  /** Signs in with a code, all the way. */
  async signIn(phone: string, code = "12345"): Promise<TlObject> {
    const { phoneCodeHash } = await this.sendCode(phone);
    return this.call("auth.signIn", { phoneNumber: phone, phoneCodeHash, phoneCode: code });
  }
}

/** Wraps a call in initConnection. */
export function init(query: TlObject): TlObject {
  return {
    _: "initConnection",
    apiId: API.apiId,
    deviceModel: "ava",
    systemVersion: "1",
    appVersion: "1",
    systemLangCode: "en",
    langPack: "",
    langCode: "en",
    query,
  };
}

/** What an RPC error says, for assertions. */
export function fault(errorCode: number, text: string): { message: string } {
  return { message: `${errorCode} ${text}` };
}
