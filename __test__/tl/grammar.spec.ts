import test from "ava";
import { readRuntime } from "../../ts/tl/readValues.js";
import { writeRuntime } from "../../ts/tl/writeValues.js";
import { decodeWith } from "../../ts/tl/decode.js";
import { encodeWith } from "../../ts/tl/encode.js";
import type { ReaderCodec, WriterCodec } from "../../ts/tl/codec.js";
import { NO_DOCUMENTATION, emitReaders, emitTypes, emitWriters, factsOf, parseSchema } from "./generator.js";

/** Runs a generated module: three lines before its body, three behind. */
function run<Codec>(module: string, runtime: unknown): Codec {
  const body = module.split("\n").slice(3, -3).join("\n");
  // oxlint-disable-next-line typescript/no-implied-eval -- the generated text is what is under test
  const load = new Function("runtime", body) as (runtime: unknown) => Codec;
  return load(runtime);
}

interface TinyCodec {
  readonly types: string;
  encode(object: { readonly _: string; readonly [key: string]: unknown }): Buffer;
  decode(hex: string): unknown;
  result(method: string, hex: string): unknown;
}

function codecOf(text: string, service = ""): TinyCodec {
  const facts = factsOf(text, service);
  const { entries } = facts;
  const readers = run<ReaderCodec>(emitReaders({ layer: 1, entries, dispatched: entries, results: entries.filter(({ kind }) => kind === "method") }), readRuntime);
  const writers = run<WriterCodec>(emitWriters({ layer: 1, entries }), writeRuntime);
  return {
    types: emitTypes(facts, NO_DOCUMENTATION),
    encode: (object) => {
      const write = writers.constructors().get(object._) ?? writers.methods().get(object._);
      if (write === undefined) throw new Error(`no ${object._}`);
      return Buffer.from(encodeWith(write, object));
    },
    decode: (hex) => decodeWith(readers.any, bytesOf(hex), 0, "test"),
    result: (method, hex) => {
      const read = readers.results().get(method);
      if (read === undefined) throw new Error(`no ${method}`);
      return decodeWith(read, bytesOf(hex), 0, "test");
    },
  };
}

/** Hex in groups. */
function bytesOf(hex: string): Buffer {
  return Buffer.from(hex.replaceAll(" ", ""), "hex");
}

interface Feature {
  readonly title: string;
  readonly text: string;
  readonly object: { readonly _: string; readonly [key: string]: unknown };
  readonly hex: string;
  /** What is read back where it is not the object itself. */
  readonly read?: Readonly<Record<string, unknown>>;
  /** Interface without the braces' lines. */
  readonly interface: string;
}

const features: Feature[] = [
  {
    title: "int, long, double",
    text: "a#01 i:int l:long d:double = A;",
    object: { _: "a", i: -2, l: -3n, d: 1.5 },
    hex: "01000000 feffffff fdffffffffffffff 000000000000f83f",
    interface: '_: "a"; i: number; l: bigint; d: number;',
  },
  {
    title: "string and bytes, padded to words",
    text: "a#01 s:string b:bytes = A;",
    object: { _: "a", s: "abc", b: new Uint8Array([9, 8]) },
    hex: "01000000 03616263 02090800",
    interface: '_: "a"; s: string; b: Uint8Array;',
  },
  {
    title: "int128 and int256 as raw bytes",
    text: "a#01 n:int128 m:int256 = A;",
    object: { _: "a", n: new Uint8Array(16).fill(1), m: new Uint8Array(32).fill(2) },
    hex: "01000000" + "01".repeat(16) + "02".repeat(32),
    interface: '_: "a"; n: Uint8Array; m: Uint8Array;',
  },
  {
    title: "Bool",
    text: "a#01 yes:Bool no:Bool = A;",
    object: { _: "a", yes: true, no: false },
    hex: "01000000 b5757299 379779bc",
    interface: '_: "a"; yes: boolean; no: boolean;',
  },
  {
    title: "flags: true by its bit alone, bit 31, absent fields",
    text: "a#01 flags:# yes:flags.0?true no:flags.1?true far:flags.31?int gone:flags.2?string = A;",
    object: { _: "a", yes: true, far: 7 },
    hex: "01000000 01000080 07000000",
    read: { _: "a", yes: true, no: false, far: 7, gone: undefined },
    interface: '_: "a"; yes?: boolean | undefined; no?: boolean | undefined; far?: number | undefined; gone?: string | undefined;',
  },
  {
    title: "a second flag word in the middle",
    text: "a#01 flags:# x:flags.0?int id:int flags2:# y:flags2.0?int z:flags.1?int = A;",
    object: { _: "a", id: 5, y: 6, z: 7 },
    hex: "01000000 02000000 05000000 01000000 06000000 07000000",
    read: { _: "a", x: undefined, id: 5, y: 6, z: 7 },
    interface: '_: "a"; x?: number | undefined; id: number; y?: number | undefined; z?: number | undefined;',
  },
  {
    title: "a flag word behind a field",
    text: "a#01 id:long flags:# x:flags.3?int = A;",
    object: { _: "a", id: 1n, x: 2 },
    hex: "01000000 0100000000000000 08000000 02000000",
    interface: '_: "a"; id: bigint; x?: number | undefined;',
  },
  {
    title: "fields that share a bit",
    text: "a#01 flags:# on:flags.0?true x:flags.0?int y:flags.0?int = A;",
    object: { _: "a", x: 1, y: 2 },
    hex: "01000000 01000000 01000000 02000000",
    read: { _: "a", on: true, x: 1, y: 2 },
    interface: '_: "a"; on?: boolean | undefined; x?: number | undefined; y?: number | undefined;',
  },
  {
    title: "Vector<int>: boxed vector of bare ints",
    text: "a#01 v:Vector<int> = A;",
    object: { _: "a", v: [1, 2] },
    hex: "01000000 15c4b51c 02000000 01000000 02000000",
    interface: '_: "a"; v: number[];',
  },
  {
    title: "Vector long without brackets",
    text: "a#01 v:Vector long = A;",
    object: { _: "a", v: [1n] },
    hex: "01000000 15c4b51c 01000000 0100000000000000",
    interface: '_: "a"; v: bigint[];',
  },
  {
    title: "vectors of Bool, double, bytes, string within flags",
    text: "a#01 flags:# b:flags.0?Vector<Bool> d:flags.1?Vector<double> y:flags.2?Vector<bytes> s:flags.3?Vector<string> = A;",
    object: { _: "a", b: [true], d: [0.5], y: [new Uint8Array([1])], s: ["x"] },
    hex: "01000000 0f000000 15c4b51c01000000b5757299 15c4b51c01000000000000000000e03f 15c4b51c0100000001010000 15c4b51c0100000001780000",
    interface: '_: "a"; b?: boolean[] | undefined; d?: number[] | undefined; y?: Uint8Array[] | undefined; s?: string[] | undefined;',
  },
  {
    title: "vectors within vectors",
    text: "a#01 v:Vector<Vector<int>> = A;",
    object: { _: "a", v: [[1], []] },
    hex: "01000000 15c4b51c02000000 15c4b51c0100000001000000 15c4b51c00000000",
    interface: '_: "a"; v: number[][];',
  },
  {
    title: "vector<T>: no vector id, boxed elements",
    text: "b#02 x:int = B;\na#01 v:vector<B> = A;",
    object: { _: "a", v: [{ _: "b", x: 3 }] },
    hex: "01000000 01000000 02000000 03000000",
    interface: '_: "a"; v: B[];',
  },
  {
    title: "vector<%T>: bare elements",
    text: "b#02 x:int = B;\na#01 v:vector<%B> = A;",
    object: { _: "a", v: [{ _: "b", x: 3 }] },
    hex: "01000000 01000000 03000000",
    interface: '_: "a"; v: RawB[];',
  },
  {
    title: "vector<%t>: bare elements named by their constructor",
    text: "b#02 x:int = B;\na#01 v:vector<%b> = A;",
    object: { _: "a", v: [{ _: "b", x: 3 }] },
    hex: "01000000 01000000 03000000",
    interface: '_: "a"; v: RawB[];',
  },
  {
    title: "a bare constructor as a field",
    text: "b#02 x:int = B;\na#01 one:b two:B = A;",
    object: { _: "a", one: { _: "b", x: 3 }, two: { _: "b", x: 4 } },
    hex: "01000000 03000000 0200000004000000",
    interface: '_: "a"; one: RawB; two: B;',
  },
  {
    title: "a type with several constructors, in a namespace",
    text: "n.b#02 = n.B;\nn.c#03 x:int = n.B;\na#01 v:n.B w:Vector<n.B> = A;",
    object: { _: "a", v: { _: "n.c", x: 1 }, w: [{ _: "n.b" }] },
    hex: "01000000 0300000001000000 15c4b51c0100000002000000",
    interface: '_: "a"; v: NB; w: NB[];',
  },
  {
    title: "a type that contains itself",
    text: "leaf#02 = T;\na#01 l:T r:T = T;",
    object: { _: "a", l: { _: "leaf" }, r: { _: "a", l: { _: "leaf" }, r: { _: "leaf" } } },
    hex: "01000000 02000000 01000000 02000000 02000000",
    interface: '_: "a"; l: T; r: T;',
  },
  {
    title: "Object: any boxed value",
    text: "b#02 x:int = B;\na#01 o:Object = A;",
    object: { _: "a", o: { _: "b", x: 1 } },
    hex: "01000000 0200000001000000",
    interface: '_: "a"; o: TlObject;',
  },
  {
    title: "fields with reserved and inherited names",
    text: "a#01 bytes:bytes type:int long:long self:int default:int static:int constructor:int to_string:int = A;",
    object: { _: "a", bytes: new Uint8Array(0), type: 1, long: 2n, self: 3, default: 4, static: 5, constructor_: 6, toString_: 7 },
    hex: "01000000 00000000 01000000 0200000000000000 03000000 04000000 05000000 06000000 07000000",
    interface: '_: "a"; bytes: Uint8Array; type: number; long: bigint; self: number; default: number; static: number; constructor_: number; toString_: number;',
  },
  {
    title: "names with underscores and capitals",
    text: "a#01 g_a:int SSL_nonce_1:int p_q:int = A;",
    object: { _: "a", gA: 1, SSLNonce1: 2, pQ: 3 },
    hex: "01000000 01000000 02000000 03000000",
    interface: '_: "a"; gA: number; SSLNonce1: number; pQ: number;',
  },
  {
    title: "an id that lost its leading zeros",
    text: "a#96a18d5 = A;",
    object: { _: "a" },
    hex: "d5186a09",
    interface: '_: "a";',
  },
  {
    title: "no id: the CRC-32 of the line",
    text: "pong msg_id:long ping_id:long = Pong;",
    object: { _: "pong", msgId: 1n, pingId: 2n },
    hex: "c5737734 0100000000000000 0200000000000000",
    interface: '_: "pong"; msgId: bigint; pingId: bigint;',
  },
];

for (const feature of features) {
  test(`${feature.title}: writes and reads`, (t) => {
    const codec = codecOf(feature.text);
    t.deepEqual(codec.encode(feature.object), bytesOf(feature.hex));
    t.deepEqual(codec.decode(feature.hex), { ...feature.object, ...feature.read });
  });
  test(`${feature.title}: is typed`, (t) => {
    const code = codecOf(feature.text).types.replace(/ \/\*\*.*\*\//g, "").replace(/\s+/g, " ");
    t.true(code.includes(`{ ${feature.interface} }`), code.slice(0, 400));
  });
}

test("emits the same straight line for the same text", (t) => {
  const { entries } = factsOf("a#01 flags:# id:int s:flags.0?string = A;");
  t.deepEqual(emitReaders({ layer: 7, entries, dispatched: entries, results: [] }).split("\n").slice(0, 6), [
    "// generated, layer 7",
    "// @ts-nocheck: straight-line code without types; ts/tl/codec.ts gives it its type",
    "const load: (runtime: unknown) => unknown = (function (runtime) {",
    "const {S,B,RAW,I,L,I53,D,BOOL,FALSE,VEC,BVEC,ANY,BAD}=runtime;",
    'function c_a(r){let p=r.p;const v=r.v;const f0=v[p++];const f1=v[p++];r.p=p;const f2=f0&1?S(r):undefined;return{_:"a",id:f1,s:f2}}',
    'function t_A(r){const id=r.v[r.p++];switch(id){case 1:return c_a(r);}return BAD(r,id,"A",t_A)}',
  ]);
  t.is(
    emitWriters({ layer: 7, entries }).split("\n")[4],
    'function c_a(w,o){const a0=o.s;W(w,1);W(w,(a0===undefined?0:1));I(w,o.id,o,"id");if(a0!==undefined)S(w,a0,o,"s");}',
  );
});

test("a wrapper holds another call and is read with it", (t) => {
  const codec = codecOf("a#01 = A;\n---functions---\nget#02 x:int = A;\nwrap#03 {X:Type} layer:int query:!X = X;");
  const call = { _: "wrap", layer: 5, query: { _: "get", x: 1 } };
  t.deepEqual(codec.encode(call), bytesOf("03000000 05000000 02000000 01000000"));
  t.deepEqual(codec.decode("03000000050000000200000001000000"), call);
  t.throws(() => codec.encode({ ...call, query: { _: "a" } }), { instanceOf: TypeError, message: 'wrap.query: a method call is expected, not "a"' });
});

test("results are read by the method's declaration", (t) => {
  const codec = codecOf("a#01 = A;\n---functions---\nints#02 = Vector<int>;\nobjects#03 = Vector<A>;\nyes#04 = Bool;\none#05 = A;");
  t.deepEqual(codec.result("ints", "15c4b51c0200000001000000 ffffffff"), [1, -1]);
  t.deepEqual(codec.result("objects", "15c4b51c0100000001000000"), [{ _: "a" }]);
  t.is(codec.result("yes", "b5757299"), true);
  t.is(codec.result("yes", "379779bc"), false);
  t.deepEqual(codec.result("one", "01000000"), { _: "a" });
  t.throws(() => codec.result("yes", "01000000"), { message: /0x00000001 at byte 0 where Bool is expected/ });
});

test("sections switch any number of times and the layer stands anywhere", (t) => {
  const text = "a#01 = A; // LAYER 4 is not the last word\n---functions---\nf#02 = A;\n---types---\nb#03 = A;\n---functions---\ng#04 = A;\n// LAYER 77\n";
  const { layer, entries } = parseSchema(text, "test.tl");
  t.is(layer, 77);
  t.deepEqual(factsOf(text).entries.map(({ name, kind }) => `${name} ${kind}`), ["a constructor", "b constructor", "f method", "g method"]);
  t.is(entries.length, 4);
  t.is(parseSchema("//LAYER 3\na#01 = A;", "x").layer, 3);
  t.is(parseSchema("a#01 = A;", "x").layer, null);
});

test("declarations of what is built in are skipped", (t) => {
  const text = [
    "int ? = Int;",
    "long ? = Long;",
    "double ? = Double;",
    "string ? = String;",
    "bytes = Bytes;",
    "int128 4*[ int ] = Int128;",
    "int256 8*[ int ] = Int256;",
    "int256 = Int256;",
    "vector#1cb5c415 {t:Type} # [ t ] = Vector t;",
    "vector {t:Type} # [ t ] = Vector t;",
    "boolFalse#bc799737 = Bool;",
    "boolTrue#997275b5 = Bool;",
    "true#3fedd339 = True;",
    "null#56730bcc = Null;",
    "error#c4b9f9bb code:int text:string = Error;",
  ].join("\n");
  t.deepEqual(factsOf(text).entries.map(({ name }) => name), ["error", "null", "true"]);
});

test("what the session layer reads by hand is left out, even without ids", (t) => {
  const service = [
    "rpc_result#f35c6d01 req_msg_id:long result:Object = RpcResult;",
    "message msg_id:long seqno:int bytes:int body:Object = Message;",
    "msg_container#73f1f8dc messages:vector<%message> = MessageContainer;",
    "msg_copy#e06046b2 orig_message:Message = MessageCopy;",
    "gzip_packed#3072cfa1 packed_data:string = Object;",
    "pong#347773c5 msg_id:long ping_id:long = Pong;",
  ].join("\n");
  t.deepEqual(factsOf("message#01 = Message;", service).entries.map(({ name }) => name), ["message", "pong"]);
});

test("binary fields that a dialect calls string are bytes", (t) => {
  const codec = codecOf("", "resPQ#05162463 nonce:int128 server_nonce:int128 pq:string server_public_key_fingerprints:Vector<long> = ResPQ;");
  t.regex(codec.types, /pq: Uint8Array;/);
});

test("a schema's own service definitions win over the usual ones", (t) => {
  const { entries } = factsOf("pong#01 = Pong;", "pong#347773c5 msg_id:long ping_id:long = Pong;");
  t.deepEqual(entries.map(({ name, id }) => [name, id]), [["pong", 1]]);
});

test("a large type is told apart by a table", (t) => {
  const lines = Array.from({ length: 40 }, (_, index) => `c${index}#${(index + 16).toString(16)} x:int = C;`);
  const codec = codecOf(["a#01 c:C = A;", ...lines].join("\n"));
  for (const index of [0, 39]) {
    const object = { _: "a", c: { _: `c${index}`, x: index } };
    t.deepEqual(codec.decode(codec.encode(object).toString("hex")), object);
  }
  t.throws(() => codec.encode({ _: "a", c: { _: "a" } }), { message: 'a.c: C is expected, not "a"' });
  t.throws(() => codec.decode("0100000001000000"), { message: /0x00000001 at byte 4 where C is expected/ });
});
