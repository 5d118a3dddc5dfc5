import test from "ava";
import { decode, decodeResult, encode, LAYER } from "../../ts/tl/index.js";
import { decodeRequest } from "../../ts/tl/server.js";

const dc = { _: "nearestDc", country: "DE", thisDc: 2, nearestDc: 4 } as const;

test("the layer is the newest one", (t) => {
  t.is(LAYER, 230);
});

test("a wrapper's answer is read by its inner call", (t) => {
  const ids = Buffer.from("15c4b51c020000000700000008000000", "hex");
  const wrapped = { _: "invokeWithLayer", layer: LAYER, query: { _: "invokeWithoutUpdates", query: { _: "contacts.getContactIDs", hash: 0n } } } as const;
  t.deepEqual(decodeResult(wrapped, ids), [7, 8]);
  t.deepEqual(decodeResult(wrapped.query.query, ids), [7, 8]);
});

test("by a wrapper's name alone any boxed value is read", (t) => {
  t.deepEqual(decodeResult("invokeWithLayer", encode(dc)), dc);
  t.is(decodeResult("initConnection", Buffer.from("b5757299", "hex")), true);
});

test("decode reads objects, Bools and vectors of them", (t) => {
  t.is(decode(Buffer.from("379779bc", "hex")), false);
  t.deepEqual(decode(Buffer.concat([Buffer.from("15c4b51c02000000", "hex"), encode(dc), Buffer.from("b5757299", "hex")])), [dc, true]);
});

test("bytes behind the object are left alone", (t) => {
  t.deepEqual(decode(Buffer.concat([encode(dc), Buffer.alloc(7)])), dc);
});

test("a call is read by a server with everything inside its wrappers", (t) => {
  const call = { _: "invokeWithLayer", layer: 5, query: { _: "auth.logOut" } } as const;
  t.deepEqual(decodeRequest(encode(call)), call);
});

test("objects are plain: their own _ survives JSON and spread", (t) => {
  const read = decode(encode(dc));
  t.deepEqual(JSON.parse(JSON.stringify(read)), dc);
  t.deepEqual({ ...(read as object) }, dc);
});
