import test from "ava";
import { canonicalLine, computeId, generatedSnapshot } from "./generator.js";

/** Published with an id that is not the CRC-32 of the line (spec/mtproto.md §1.7). */
const EXCEPTIONS = ["accessPointRule", "help.configSimple", "ipPortSecret"];

test("every id is the CRC-32 of its line, but for the known exceptions", (t) => {
  const { definitions } = generatedSnapshot();
  const others = Object.entries(definitions).flatMap(([name, { text }]) => {
    const id = /^[^ #]+#([0-9a-f]+)/.exec(text)?.[1];
    return id !== undefined && Number.parseInt(id, 16) !== computeId(text) ? [name] : [];
  });
  t.deepEqual(others.sort(), EXCEPTIONS);
  t.true(Object.keys(definitions).length > 2500);
});

const lines: [line: string, canonical: string, id: number][] = [
  ["invokeAfterMsgs#3dc4b4f0 {X:Type} msg_ids:Vector<long> query:!X = X", "invokeAfterMsgs X:Type msg_ids:Vector long query:!X = X", 0x3dc4b4f0],
  ["inputPhoto#3bb3b94a id:long access_hash:long file_reference:bytes = InputPhoto", "inputPhoto id:long access_hash:long file_reference:string = InputPhoto", 0x3bb3b94a],
  ["dcOption#18b7a10d flags:# ipv6:flags.0?true id:int ip_address:string port:int secret:flags.10?bytes = DcOption", "dcOption flags:# id:int ip_address:string port:int secret:flags.10?string = DcOption", 0x18b7a10d],
  ["upload.file#96a18d5 type:storage.FileType mtime:int bytes:bytes = upload.File", "upload.file type:storage.FileType mtime:int bytes:string = upload.File", 0x096a18d5],
  ["gzip_packed#3072cfa1 packed_data:bytes = Object", "gzip_packed packed_data:string = Object", 0x3072cfa1],
  ["message msg_id:long seqno:int bytes:int body:Object = Message", "message msg_id:long seqno:int bytes:int body:Object = Message", 0x5bb8e511],
];

for (const [line, canonical, id] of lines) {
  test(`canonical line and id of ${line.split(/[# ]/, 1)[0]}`, (t) => {
    t.is(canonicalLine(line), canonical);
    t.is(computeId(line), id);
  });
}

test("bytes inside a vector stay bytes in the canonical line", (t) => {
  t.is(canonicalLine("a v:Vector<bytes> = A"), "a v:Vector bytes = A");
});
