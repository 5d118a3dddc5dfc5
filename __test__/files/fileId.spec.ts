import test from "ava";
import * as fc from "fast-check";
import { FILE_TYPES, isPhotoType, parseFileId, writeFileId, writeFileUniqueId, type FileId, type PhotoSource } from "../../ts/files/index.js";
import { zeroRleDecode, zeroRleEncode } from "../../ts/files/fileId/zeroRle.js";

const long = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const source: fc.Arbitrary<PhotoSource> = fc.oneof(
  fc.record({ kind: fc.constant("thumbnail" as const), type: fc.constantFrom(...FILE_TYPES), size: fc.constantFrom("a", "c", "s", "x", "y") }),
  fc.record({ kind: fc.constant("chatPhoto" as const), isBig: fc.boolean(), chatId: long, accessHash: long }),
  fc.record({ kind: fc.constant("stickerSet" as const), setId: long, accessHash: long }),
  fc.record({ kind: fc.constant("stickerSetVersion" as const), setId: long, accessHash: long, version: fc.integer() }),
  fc.constant({ kind: "legacy" as const }),
);
const reference = fc.option(fc.uint8Array({ maxLength: 300 }).filter((bytes) => !(bytes.length === 1 && bytes[0] === 0x23)));
const fileId: fc.Arbitrary<FileId> = fc
  .record({ type: fc.constantFrom(...FILE_TYPES), dcId: fc.integer({ min: 1, max: 5 }), fileReference: reference, id: long, accessHash: long, source })
  .map(({ source: drawn, ...file }): FileId => ({ type: file.type, dcId: file.dcId, fileReference: file.fileReference, id: file.id, accessHash: file.accessHash, source: isPhotoType(file.type) ? drawn : null }));

test("a file id that was written is read as it was", (t) => {
  fc.assert(fc.property(fileId, (file) => void t.deepEqual(parseFileId(writeFileId(file)), file)));
});

test("any text is read or refused with a TypeError", (t) => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes).toString("base64url")), fileId.map((file) => writeFileId(file).slice(0, -8) + "PQQ")), (text) => {
      try {
        parseFileId(text);
      } catch (error) {
        t.true(error instanceof TypeError);
      }
    }),
  );
});

test("runs of zeros are shortened, and come back", (t) => {
  t.deepEqual([...zeroRleEncode(Uint8Array.of(1, 0, 0, 2, 0))], [1, 0, 2, 2, 0, 1]);
  t.deepEqual([...zeroRleEncode(new Uint8Array(300))], [0, 255, 0, 45]);
  t.is(zeroRleDecode(Uint8Array.of(1, 0)), null);
  fc.assert(fc.property(fc.uint8Array({ maxLength: 700 }), (bytes) => void t.deepEqual(zeroRleDecode(zeroRleEncode(bytes)), bytes)));
});

test("a unique id is the same whatever the reference, the hash and the account", (t) => {
  const video: FileId = { type: "video", dcId: 2, fileReference: null, id: 77n, accessHash: 1n, source: null };
  t.is(writeFileUniqueId(video), writeFileUniqueId({ ...video, type: "document", dcId: 4, accessHash: 5n, fileReference: Uint8Array.of(1) }));
  t.is(Buffer.from(writeFileUniqueId(video), "base64url").toString("hex"), "0200034d0007");
  const photo: FileId = { ...video, type: "photo", source: { kind: "thumbnail", type: "photo", size: "x" } };
  t.not(writeFileUniqueId(photo), writeFileUniqueId({ ...photo, source: { kind: "thumbnail", type: "photo", size: "y" } }));
});

test("the reference of a single # means none", (t) => {
  const file: FileId = { type: "audio", dcId: 2, fileReference: Uint8Array.of(0x23), id: 1n, accessHash: 2n, source: null };
  t.is(parseFileId(writeFileId(file)).fileReference, null);
});

for (const [what, text] of [["null", null], ["a number", 5], ["an empty text", ""], ["a URL", "https://a.b/c"], ["half an id", "AgACAgIAAx"]] as const) {
  test(`${what} is no file id`, (t) => {
    t.throws(() => parseFileId(text as string), { instanceOf: TypeError, message: /fileId/ });
  });
}
