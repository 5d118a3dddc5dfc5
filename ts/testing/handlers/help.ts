import type { TlObject } from "../codec/index.js";
import type { TermsOfService } from "../world/options.js";
import { userView } from "../world/views.js";
import type { WorldState } from "../world/WorldState.js";
import { int, child, text } from "./fields.js";
import { usersOnly, type HandlerTable } from "./Handler.js";

/** Seconds for which a configuration is good. */
const CONFIG_LIFETIME_SEC = 3600;
/** Seconds after which a client asks for new terms. */
const TERMS_CHECK_SEC = 86_400;
const APP_CONFIG_HASH = 1;
const COUNTRIES_HASH = 1;

/** help.*: what a client asks about the server. */
export const helpHandlers: HandlerTable = {
  "help.getConfig": ({ state, key }) => config(state, key.dcId),
  "help.getNearestDc": ({ state, key }) => ({
    _: "nearestDc",
    country: "US",
    thisDc: key.dcId,
    nearestDc: state.options.nearestDc,
  }),
  "help.getAppConfig": ({ request }) =>
    int(request, "hash") === APP_CONFIG_HASH
      ? { _: "help.appConfigNotModified" }
      : { _: "help.appConfig", hash: APP_CONFIG_HASH, config: APP_CONFIG },
  "help.getCdnConfig": ({ state }) => ({
    _: "cdnConfig",
    publicKeys: state.options.cdnKeys.map(({ dcId, publicKey }) => ({ _: "cdnPublicKey", dcId, publicKey })),
  }),
  "help.getCountriesList": ({ request }) =>
    int(request, "hash") === COUNTRIES_HASH
      ? { _: "help.countriesListNotModified" }
      : { _: "help.countriesList", countries: COUNTRIES, hash: COUNTRIES_HASH },
  "help.getAppUpdate": () => ({ _: "help.noAppUpdate" }),
  "help.getInviteText": () => ({ _: "help.inviteText", message: "Come to this test server." }),
  "help.saveAppLog": () => true,
  "help.getSupport": usersOnly(({ state, account }) => ({
    _: "help.support",
    phoneNumber: state.service.phone ?? "",
    user: userView(state.accounts, account, state.service),
  })),
  "help.getPromoData": usersOnly(({ state }) => ({ _: "help.promoDataEmpty", expires: state.nowSec() + CONFIG_LIFETIME_SEC })),
  "help.getTermsOfServiceUpdate": usersOnly(({ state }) => ({
    _: "help.termsOfServiceUpdateEmpty",
    expires: state.nowSec() + TERMS_CHECK_SEC,
  })),
  "help.acceptTermsOfService": usersOnly(({ state, request }) => {
    const id: unknown = JSON.parse(text(child(request, "id"), "data"));
    return id === state.options.termsOfService?.id;
  }),
};

/** help.termsOfService. */
export function termsView(terms: TermsOfService): TlObject {
  return {
    _: "help.termsOfService",
    // The id is JSON on the wire, as real servers send it.
    id: { _: "dataJSON", data: JSON.stringify(terms.id) },
    text: terms.text,
    entities: [],
    minAgeConfirm: terms.minAge ?? undefined,
  };
}

/** config, as the DC of the call tells it (spec/mtproto.md §8.5). Limits are those of real servers. */
function config(state: WorldState, dcId: number): TlObject {
  const date = state.nowSec();
  return {
    _: "config",
    revokePmInbox: true,
    date,
    expires: date + CONFIG_LIFETIME_SEC,
    testMode: state.options.testMode,
    thisDc: dcId,
    dcOptions: state.dcs.map(({ id, host, port, ...said }) => ({
      _: "dcOption",
      ...said,
      ipv6: host.includes(":"),
      static: true,
      id,
      ipAddress: host,
      port,
    })),
    dcTxtDomainName: "test.invalid",
    chatSizeMax: 200,
    megagroupSizeMax: 200_000,
    forwardedCountMax: 100,
    onlineUpdatePeriodMs: 210_000,
    offlineBlurTimeoutMs: 5000,
    offlineIdleTimeoutMs: 30_000,
    onlineCloudTimeoutMs: 300_000,
    notifyCloudDelayMs: 30_000,
    notifyDefaultDelayMs: 1500,
    pushChatPeriodMs: 60_000,
    pushChatLimit: 2,
    editTimeLimit: 172_800,
    revokeTimeLimit: 2_147_483_647,
    revokePmTimeLimit: 2_147_483_647,
    ratingEDecay: 2_419_200,
    stickersRecentLimit: 200,
    channelsReadMediaPeriod: 604_800,
    callReceiveTimeoutMs: 20_000,
    callRingTimeoutMs: 90_000,
    callConnectTimeoutMs: 30_000,
    callPacketTimeoutMs: 10_000,
    meUrlPrefix: "https://t.me/",
    captionLengthMax: 1024,
    messageLengthMax: 4096,
    webfileDcId: state.options.nearestDc,
  };
}

const APP_CONFIG: TlObject = {
  _: "jsonObject",
  value: [
    { _: "jsonObjectValue", key: "test", value: { _: "jsonBool", value: true } },
    { _: "jsonObjectValue", key: "message_length_max", value: { _: "jsonNumber", value: 4096 } },
  ],
};

const COUNTRIES: readonly TlObject[] = [
  country("DE", "Germany", "49", "XXX XXXXXXX"),
  country("NL", "Netherlands", "31", "X XX XX XX XX"),
  country("US", "USA", "1", "XXX XXX XXXX"),
];

function country(iso2: string, defaultName: string, countryCode: string, pattern: string): TlObject {
  return {
    _: "help.country",
    iso2,
    defaultName,
    countryCodes: [{ _: "help.countryCode", countryCode, patterns: [pattern] }],
  };
}
