import test from "ava";

import { PeerKindError, UnknownPeerError } from "../../../ts/errors/index.js";
import * as users from "../../../ts/methods/users/index.js";
import type { tl, TlRequest } from "../../../ts/tl/index.js";
import { channel, user } from "../../peers/fixtures.js";
import { checkRefusals, checkRequests } from "../checkRequests.js";
import { ANNA, ANNA_PEER, fakeClient, GROUP_ID } from "../fakeClient.js";

const ANNA_USER: tl.InputUser = { _: "inputUser", userId: 5, accessHash: 500n };
const MYSELF = user(1, { self: true, firstName: "Me" });

checkRequests([
  {
    title: "blocks and unblocks",
    call: async (client) => {
      await users.blockUser(client, 5);
      await users.blockUser(client, 5, { myStoriesFrom: true });
      await users.unblockUser(client, "@anna");
    },
    answers: { "contacts.block": true, "contacts.unblock": true },
    requests: [
      { _: "contacts.block", id: ANNA_PEER },
      { _: "contacts.block", id: ANNA_PEER, myStoriesFrom: true },
      { _: "contacts.unblock", id: ANNA_PEER },
    ],
  },
  {
    title: "changes only what is given of the profile",
    call: async (client) => {
      await users.updateProfile(client, { firstName: "New" });
      await users.updateProfile(client, { lastName: "", bio: "b" });
    },
    answers: { "account.updateProfile": MYSELF },
    requests: [
      { _: "account.updateProfile", firstName: "New" },
      { _: "account.updateProfile", lastName: "", about: "b" },
    ],
  },
  {
    title: "sets and takes away the username",
    call: async (client) => {
      await users.setUsername(client, "@name");
      await users.setUsername(client, null);
    },
    answers: { "account.updateUsername": MYSELF },
    requests: [
      { _: "account.updateUsername", username: "name" },
      { _: "account.updateUsername", username: "" },
    ],
  },
  {
    title: "sets and takes away the emoji status",
    call: async (client) => {
      await users.setEmojiStatus(client, { emojiStatus: { customEmojiId: 5n, untilDate: new Date(1000) } });
      await users.setEmojiStatus(client);
    },
    answers: { "account.updateEmojiStatus": true },
    requests: [
      { _: "account.updateEmojiStatus", emojiStatus: { _: "emojiStatus", documentId: 5n, until: 1 } },
      { _: "account.updateEmojiStatus", emojiStatus: { _: "emojiStatusEmpty" } },
    ],
  },
]);

test("getUsers gives one for one, an array for several, a hundred at a time", async (t) => {
  const client = await fakeClient({
    "users.getUsers": (request: TlRequest) => (request as tl.UsersGetUsersRequest).id.map((id) => (id._ === "inputUserSelf" ? MYSELF : ANNA)),
  });
  t.is((await users.getUsers(client, 5)).firstName, "Anna");
  t.deepEqual((await users.getUsers(client, [5, "me"])).map(({ firstName }) => firstName), ["Anna", "Me"]);
  t.is((await users.getUsers(client, Array.from({ length: 150 }, () => 5))).length, 150);
  t.deepEqual(
    client.requests.map((request) => (request as tl.UsersGetUsersRequest).id.length),
    [1, 2, 100, 50],
  );
});

test("a user that is gone is told as such, and left out of several", async (t) => {
  const client = await fakeClient({ "users.getUsers": [{ _: "userEmpty", id: 5 }] });
  await t.throwsAsync(users.getUsers(client, 5), { instanceOf: RangeError, message: /userIds/ });
  t.deepEqual(await users.getUsers(client, [5]), []);
});

test("getCommonChats gives the groups in common", async (t) => {
  const client = await fakeClient({ "messages.getCommonChats": { _: "messages.chats", chats: [channel(43), { _: "chatEmpty", id: 9 }] } });
  t.deepEqual((await users.getCommonChats(client, 5)).map(({ title }) => title), ["Channel 43"]);
  t.deepEqual(client.requests, [{ _: "messages.getCommonChats", userId: ANNA_USER, maxId: 0, limit: 100 }]);
});

const photo = (id: number): tl.RawPhoto => ({ _: "photo", id: BigInt(id), accessHash: 2n, fileReference: Uint8Array.of(3), date: 0, sizes: [], dcId: 2 });

test("getChatPhotos goes through a user's photos, and through the changes of a chat's", async (t) => {
  const client = await fakeClient({
    "photos.getUserPhotos": (request: TlRequest) => {
      const { offset, limit } = request as tl.PhotosGetUserPhotosRequest;
      const ids = Array.from({ length: Math.min(limit, 150 - offset) }, (_, index) => offset + index + 1);
      return { _: "photos.photosSlice", count: 150, photos: ids.map(photo), users: [] };
    },
    "messages.search": {
      _: "messages.messages",
      messages: [{ _: "messageService", id: 4, peerId: { _: "peerChannel", channelId: 42 }, date: 0, action: { _: "messageActionChatEditPhoto", photo: photo(9) } }],
      topics: [],
      users: [],
      chats: [],
    },
  });
  t.deepEqual((await users.getChatPhotos(client, 5).collect()).map(({ id }) => Number(id)), Array.from({ length: 150 }, (_, index) => index + 1));
  t.is(await users.getChatPhotosCount(client, 5), 150);
  t.deepEqual((await users.getChatPhotos(client, GROUP_ID).collect()).map(({ id }) => id), [9n]);
  t.is(await users.getChatPhotosCount(client, GROUP_ID), 1);
});

test("deletes and sets photos of the profile", async (t) => {
  const client = await fakeClient({ "photos.deletePhotos": [1n], "photos.updateProfilePhoto": { _: "photos.photo", photo: photo(1), users: [] } });
  t.is(await users.deleteProfilePhotos(client, photo(1)), 1);
  await users.setProfilePhoto(client, { photo: photo(1) });
  const id = { _: "inputPhoto", id: 1n, accessHash: 2n, fileReference: Uint8Array.of(3) };
  t.deepEqual<unknown, unknown>(client.requests, [
    { _: "photos.deletePhotos", id: [id] },
    { _: "photos.updateProfilePhoto", id },
  ]);
});

test("tells which emoji apps offer", async (t) => {
  const client = await fakeClient({ "account.getDefaultEmojiStatuses": { _: "account.emojiStatuses", hash: 0n, statuses: [{ _: "emojiStatus", documentId: 5n }, { _: "emojiStatusEmpty" }] } });
  t.deepEqual((await users.getDefaultEmojiStatuses(client)).map(({ customEmojiId }) => customEmojiId), [5n]);
});

checkRefusals([
  ["a profile photo by link", (c) => users.setProfilePhoto(c, { photo: "https://a.example/b.jpg" }), TypeError, /photo/],
  ["no profile photo", (c) => users.setProfilePhoto(c, {}), TypeError, /photo/],
  ["to get a group as a user", (c) => users.getUsers(c, GROUP_ID), PeerKindError, /user/],
  ["to block somebody never met", (c) => users.blockUser(c, 6), UnknownPeerError, /6/],
  ["a profile with no change", (c) => users.updateProfile(c, {}), TypeError, /firstName/],
  // @ts-expect-error as a JavaScript caller may
  ["a bio that is a number", (c) => users.updateProfile(c, { bio: 5 }), TypeError, /bio/],
  // @ts-expect-error as a JavaScript caller may
  ["a username that is a number", (c) => users.setUsername(c, 5), TypeError, /username/],
]);
