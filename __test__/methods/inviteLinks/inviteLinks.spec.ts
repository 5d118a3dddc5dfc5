import test from "ava";

import { TlError } from "../../../ts/errors/index.js";
import * as links from "../../../ts/methods/inviteLinks/index.js";
import type { tl, TlRequest } from "../../../ts/tl/index.js";
import { user } from "../../peers/fixtures.js";
import { checkRefusals, checkRequests } from "../checkRequests.js";
import { ANNA, fakeClient, GROUP_ID, GROUP_PEER, updates } from "../fakeClient.js";

const ANNA_USER: tl.InputUser = { _: "inputUser", userId: 5, accessHash: 500n };
const LINK = "https://t.me/+AbCd";
const invite = (link: string, date = 0): tl.RawChatInviteExported => ({ _: "chatInviteExported", link, adminId: 5, date });
const ANSWER: tl.MessagesExportedChatInvite = { _: "messages.exportedChatInvite", invite: invite(LINK), users: [ANNA] };

checkRequests([
  {
    title: "makes links, and a new main one",
    call: async (client) => {
      await links.createChatInviteLink(client, GROUP_ID, { name: "n", expireDate: new Date(5000), memberLimit: 3 });
      await links.createChatInviteLink(client, GROUP_ID, { createsJoinRequest: true });
      await links.exportChatInviteLink(client, GROUP_ID);
    },
    answers: { "messages.exportChatInvite": invite(LINK) },
    requests: [
      { _: "messages.exportChatInvite", peer: GROUP_PEER, title: "n", expireDate: 5, usageLimit: 3 },
      { _: "messages.exportChatInvite", peer: GROUP_PEER, requestNeeded: true },
      { _: "messages.exportChatInvite", peer: GROUP_PEER, legacyRevokePermanent: true },
    ],
  },
  {
    title: "changes, revokes, deletes and gets a link",
    call: async (client) => {
      await links.editChatInviteLink(client, GROUP_ID, LINK, { createsJoinRequest: false, name: "m" });
      await links.revokeChatInviteLink(client, GROUP_ID, LINK);
      await links.deleteChatInviteLink(client, GROUP_ID, LINK);
      await links.getChatInviteLink(client, GROUP_ID, LINK);
      await links.deleteChatAdminInviteLinks(client, GROUP_ID, 5);
    },
    answers: {
      "messages.editExportedChatInvite": ANSWER,
      "messages.deleteExportedChatInvite": true,
      "messages.getExportedChatInvite": ANSWER,
      "messages.deleteRevokedExportedChatInvites": true,
    },
    requests: [
      { _: "messages.editExportedChatInvite", peer: GROUP_PEER, link: LINK, title: "m", requestNeeded: false },
      { _: "messages.editExportedChatInvite", peer: GROUP_PEER, link: LINK, revoked: true },
      { _: "messages.deleteExportedChatInvite", peer: GROUP_PEER, link: LINK },
      { _: "messages.getExportedChatInvite", peer: GROUP_PEER, link: LINK },
      { _: "messages.deleteRevokedExportedChatInvites", peer: GROUP_PEER, adminId: ANNA_USER },
    ],
  },
  {
    title: "lets people in and turns them away, one or all",
    call: async (client) => {
      await links.approveChatJoinRequest(client, GROUP_ID, 5);
      await links.declineChatJoinRequest(client, GROUP_ID, 5);
      await links.approveAllChatJoinRequests(client, GROUP_ID);
      await links.declineAllChatJoinRequests(client, GROUP_ID, { inviteLink: LINK });
    },
    answers: { "messages.hideChatJoinRequest": updates(), "messages.hideAllChatJoinRequests": updates() },
    requests: [
      { _: "messages.hideChatJoinRequest", peer: GROUP_PEER, userId: ANNA_USER, approved: true },
      { _: "messages.hideChatJoinRequest", peer: GROUP_PEER, userId: ANNA_USER },
      { _: "messages.hideAllChatJoinRequests", peer: GROUP_PEER, approved: true },
      { _: "messages.hideAllChatJoinRequests", peer: GROUP_PEER, link: LINK },
    ],
  },
]);

test("a link comes back with who made it", async (t) => {
  const client = await fakeClient({ "messages.getExportedChatInvite": ANSWER });
  const link = await links.getChatInviteLink(client, GROUP_ID, LINK);
  t.is(link.inviteLink, LINK);
  t.is(link.creator?.firstName, "Anna");
});

test("what stands in place of a link is an error", async (t) => {
  const client = await fakeClient({ "messages.exportChatInvite": { _: "chatInvitePublicJoinRequests" } });
  await t.throwsAsync(links.createChatInviteLink(client, GROUP_ID), { instanceOf: TlError });
});

test("goes through the links of an administrator", async (t) => {
  const client = await fakeClient({
    "messages.getExportedChatInvites": (request: TlRequest) => {
      const { offsetLink } = request as tl.MessagesGetExportedChatInvitesRequest;
      return { _: "messages.exportedChatInvites", count: 3, users: [ANNA], invites: offsetLink === undefined ? [invite("t.me/+a", 9), invite("t.me/+b", 8)] : [invite("t.me/+c", 7)] };
    },
  });
  t.deepEqual((await links.getChatAdminInviteLinks(client, GROUP_ID, 5).collect()).map(({ inviteLink }) => inviteLink), ["t.me/+a", "t.me/+b", "t.me/+c"]);
  t.like(client.requests[1], { offsetDate: 8, offsetLink: "t.me/+b" });
  t.is(await links.getChatAdminInviteLinksCount(client, GROUP_ID, 5), 3);
});

test("goes through those who asked to join, and those who joined by a link", async (t) => {
  const client = await fakeClient({
    "messages.getChatInviteImporters": (request: TlRequest) => {
      const { offsetUser } = request as tl.MessagesGetChatInviteImportersRequest;
      const ids = offsetUser._ === "inputUserEmpty" ? [10, 11] : [12];
      return { _: "messages.chatInviteImporters", count: 3, importers: ids.map((userId) => ({ _: "chatInviteImporter", requested: true, userId, date: 100 - userId, about: "hi" })), users: ids.map((id) => user(id)) };
    },
  });
  const requests = await links.getChatJoinRequests(client, GROUP_ID, { query: "a" }).collect();
  t.deepEqual(requests.map((joiner) => [joiner.user?.id, joiner.pending, joiner.bio]), [10, 11, 12].map((id) => [id, true, "hi"]));
  t.like(client.requests[0], { requested: true, q: "a" });
  t.like(client.requests[1], { offsetDate: 89, offsetUser: { _: "inputUser", userId: 11 } });
  t.is((await links.getChatInviteLinkJoiners(client, GROUP_ID, LINK, { limit: 2 }).collect()).length, 2);
  t.is(await links.getChatInviteLinkJoinersCount(client, GROUP_ID, LINK), 3);
});

checkRefusals([
  ["a link that is none", (c) => links.revokeChatInviteLink(c, GROUP_ID, "t.me/durov"), TypeError, /inviteLink/],
  // @ts-expect-error as a JavaScript caller may
  ["a link that is a number", (c) => links.getChatInviteLink(c, GROUP_ID, 5), TypeError, /inviteLink/],
  ["a limit of 100000 members", (c) => links.createChatInviteLink(c, GROUP_ID, { memberLimit: 100_000 }), RangeError, /memberLimit/],
  ["an end before 1970", (c) => links.createChatInviteLink(c, GROUP_ID, { expireDate: new Date(-5000) }), RangeError, /expireDate/],
]);

test("tells who has made links", async (t) => {
  const client = await fakeClient({ "messages.getAdminsWithInvites": { _: "messages.chatAdminsWithInvites", admins: [{ _: "chatAdminWithInvites", adminId: 5, invitesCount: 2, revokedInvitesCount: 1 }], users: [ANNA] } });
  const [first] = await links.getChatAdminsWithInviteLinks(client, GROUP_ID);
  t.deepEqual([first?.admin.firstName, first?.chatInviteLinksCount, first?.revokedChatInviteLinksCount], ["Anna", 2, 1]);
});
