import test from "ava";

import type { StoredFile } from "../../ts/testing/index.js";
import { WorldClient, fault } from "../helpers/WorldClient.js";
import { testWorld } from "../helpers/testWorld.js";

const BYTES = Uint8Array.from({ length: 10_000 }, (_, index) => index & 0xff);

function part({ id, accessHash, fileReference }: StoredFile, offset: bigint, limit: number) {
  return { location: { _: "inputDocumentFileLocation", id, accessHash, fileReference, thumbSize: "" }, offset, limit };
}

test("a file is downloaded in parts from the DC that keeps it", async (t) => {
  const { world } = testWorld();
  const file = world.addFile({ bytes: BYTES, dc: 3 });
  const home = new WorldClient(world, 2);
  await home.signIn("11234567890");
  await t.throwsAsync(home.call("upload.getFile", part(file, 0n, 4096)), fault(303, "FILE_MIGRATE_3"));
  const far = new WorldClient(world, 3);
  await t.throwsAsync(far.call("upload.getFile", part(file, 0n, 4096)), fault(401, "AUTH_KEY_UNREGISTERED"));
  const { id, bytes } = await home.call("auth.exportAuthorization", { dcId: 3 });
  await far.call("auth.importAuthorization", { id, bytes });
  const first = await far.call("upload.getFile", part(file, 0n, 8192));
  const rest = await far.call("upload.getFile", part(file, 8192n, 8192));
  t.deepEqual(Buffer.concat([first["bytes"] as Uint8Array, rest["bytes"] as Uint8Array]), Buffer.from(BYTES));
});

for (const [title, offset, limit, text] of [
  ["an offset between two steps", 1n, 4096, "OFFSET_INVALID"],
  ["a limit of no whole steps", 0n, 4095, "LIMIT_INVALID"],
  ["a limit that does not divide a block", 0n, 12_288, "LIMIT_INVALID"],
  ["a part across two blocks", 1_044_480n, 8192, "LIMIT_INVALID"],
] as const) {
  test(`${title} is refused`, async (t) => {
    const { world } = testWorld();
    const client = new WorldClient(world);
    await client.signIn("11234567890");
    const file = world.addFile({ bytes: BYTES });
    await t.throwsAsync(client.call("upload.getFile", part(file, offset, limit)), fault(400, text));
  });
}

test("wrong locations and old references are refused", async (t) => {
  const { world } = testWorld();
  const client = new WorldClient(world);
  await client.signIn("11234567890");
  const file = world.addFile({ bytes: BYTES });
  await t.throwsAsync(client.call("upload.getFile", part({ ...file, accessHash: 0n }, 0n, 4096)), fault(400, "LOCATION_INVALID"));
  const old = { ...file, fileReference: new Uint8Array(3) };
  await t.throwsAsync(client.call("upload.getFile", part(old, 0n, 4096)), fault(400, "FILE_REFERENCE_EXPIRED"));
});
