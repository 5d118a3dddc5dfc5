import { loadReaders, loadSkips } from "./codec.js";
import { answerReader, checkArguments, readWhole } from "./decode.js";
import type { Chat, Message, TlRequest, TlResults, User } from "./generated/types.js";
import { LazyList } from "./LazyList.js";
import { readBareVector, type ReadValue, readCount } from "./readValues.js";
import type { SkipValue } from "./skipValues.js";
import { TlReader } from "./TlReader.js";

/** An answer whose lists of messages, chats and users are read element by element. */
export type Lazily<T> = T extends { readonly _: string } ? { readonly [K in keyof T]: LazyField<T[K]> } : LazyField<T>;
type LazyField<T> = T extends readonly (infer Item)[] ? ([Item] extends [Message] | [Chat] | [User] ? LazyList<Item> : T) : T extends { readonly _: string } ? Lazily<T> : T;

/**
 * Reads the answer to a method as `decodeResult` does, but of its lists of messages, chats and users finds only where
 * each element begins: a tenth of the time when few of them are looked at. Lists inside of elements are read at once
 * with their element. `bytes` must not be changed later.
 *
 * @param method name of a method that is no wrapper
 * @throws TlError as `decode`; a wrong Bool or gzip_packed inside an element shows when that is read
 * @throws TypeError for a method that the schema does not have
 */
export function decodeResultLazily<M extends TlRequest["_"]>(method: M, bytes: Uint8Array): Lazily<TlResults[M]> {
  checkArguments(bytes, 0);
  const { read, what } = answerReader(method);
  const r = new TlReader(bytes, 0);
  r.lists = readList;
  return readWhole(read, r, what) as Lazily<TlResults[M]>;
}

function readList(r: TlReader, read: ReadValue, leastWords: number): unknown {
  const skip = skips().get(read);
  return skip === undefined ? readAtOnce(r, read, leastWords) : readLazily(r, read, skip, leastWords);
}

let skipsByReader: ReadonlyMap<ReadValue, SkipValue> | undefined;

/** How to step over what a reader reads, for the types that have such a function. */
function skips(): ReadonlyMap<ReadValue, SkipValue> {
  return (skipsByReader ??= new Map([...loadSkips()].map(([type, skip]) => [loadReaders().lazy.get(type) as ReadValue, skip])));
}

function readAtOnce(r: TlReader, read: ReadValue, leastWords: number): unknown[] {
  r.lists = null;
  const items = readBareVector(r, read, leastWords);
  r.lists = readList;
  return items;
}

function readLazily(r: TlReader, read: ReadValue, skip: SkipValue, leastWords: number): LazyList<unknown> {
  const count = readCount(r, leastWords);
  const places: number[] = [];
  for (let index = 0; index < count; index++) {
    places.push(r.p);
    skip(r);
  }
  return new LazyList(count, (index) => {
    r.p = places[index] as number;
    // What lies in an element is read with it.
    r.lists = null;
    return readWhole(read, r, `element ${index} of a list`);
  });
}
