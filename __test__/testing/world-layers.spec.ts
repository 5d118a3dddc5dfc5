import test from "ava";

import type { TlObject, TlValue } from "../../ts/testing/codec/index.js";
import { WorldClient } from "../helpers/WorldClient.js";
import { testWorld } from "../helpers/testWorld.js";

const SELF = { _: "inputPeerSelf" };
const PAGE = { offsetId: 0, offsetDate: 0, addOffset: 0, limit: 10, maxId: 0, minId: 0, hash: 0n };

/** What clients call at start and around sign-in, with what their answers must say. */
const CALLS: readonly (readonly [method: string, fields: Record<string, TlValue>, answer: object])[] = [
  ["help.getConfig", {}, { _: "config", thisDc: 2 }],
  ["help.getNearestDc", {}, { nearestDc: 2 }],
  ["help.getAppConfig", { hash: 0 }, { _: "help.appConfig" }],
  ["help.getCountriesList", { langCode: "", hash: 0 }, { _: "help.countriesList" }],
  ["help.getPromoData", {}, { _: "help.promoDataEmpty" }],
  ["help.getTermsOfServiceUpdate", {}, { _: "help.termsOfServiceUpdateEmpty" }],
  ["langpack.getLangPack", { langPack: "", langCode: "en" }, { langCode: "en" }],
  ["account.getPassword", {}, { _: "account.password" }],
  ["account.getAuthorizations", {}, { authorizations: [{ current: true, deviceModel: "ava" }] }],
  ["users.getFullUser", { id: { _: "inputUserSelf" } }, { fullUser: { _: "userFull" }, users: [{ self: true }] }],
  ["contacts.resolveUsername", { username: "demo_bot" }, { users: [{ bot: true, botInfoVersion: 1 }] }],
  ["messages.sendMessage", { peer: SELF, message: "hi", randomId: 9n }, { updates: [{ randomId: 9n }, { message: { message: "hi" } }] }],
  ["messages.getHistory", { peer: SELF, ...PAGE }, { messages: [{ message: "hi" }] }],
  ["messages.getDialogs", { offsetDate: 0, offsetId: 0, offsetPeer: { _: "inputPeerEmpty" }, limit: 10, hash: 0n }, { dialogs: [{ topMessage: 1 }] }],
  ["updates.getState", {}, { pts: 2 }],
  ["updates.getDifference", { pts: 1, date: 1, qts: 0 }, { newMessages: [{ message: "hi" }] }],
];

for (const layer of [166, 179, 181, 186, 198, 214, 216, 222, 227, 230]) {
  test(`a client of layer ${layer} gets answers that it can read`, async (t) => {
    const { world } = testWorld();
    const client = new WorldClient(world, 2, layer);
    await client.signIn("11234567890");
    for (const [method, fields, answer] of CALLS) {
      t.like(await client.call(method, fields), answer, method);
    }
    const bot = (await client.call("contacts.resolveUsername", { username: "demo_bot" }))["users"] as TlObject[];
    const id = { _: "inputUser", userId: 123456n, accessHash: bot[0]?.["accessHash"] };
    t.like(await client.call("users.getFullUser", { id }), { fullUser: { botInfo: { _: "botInfo", userId: 123456n } } });
  });
}
