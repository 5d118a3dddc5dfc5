import { createRequire } from "node:module";
import type { TlWriter } from "./TlWriter.js";
import { type ReadValue, readRuntime } from "./readValues.js";
import { type SkipValue, skipRuntime } from "./skipValues.js";
import { writeRuntime } from "./writeValues.js";

/** What a generated file of readers gives. */
export interface ReaderCodec {
  /** Any boxed value. */
  readonly any: ReadValue;
  /** Reader of a method's result by the method's name; made on the first call. */
  results(): ReadonlyMap<string, ReadValue>;
  /** Readers of the types whose lists can be read element by element, by the type's name. */
  readonly lazy: ReadonlyMap<string, ReadValue>;
}

/** What a generated file of skips gives: by the type's name, a function that steps over a value. */
export type SkipCodec = ReadonlyMap<string, SkipValue>;

/** Writes one object, its id first. */
export type WriteObject = (w: TlWriter, object: object) => void;

/** What a generated file of writers gives; both tables are made on the first call. */
export interface WriterCodec {
  constructors(): ReadonlyMap<string, WriteObject>;
  methods(): ReadonlyMap<string, WriteObject>;
}

/** One row of the error table: code, description, meaning of the numbers in the name. */
export type ErrorRow = readonly [code: number, description: string, parameters?: readonly string[]];

type Load<Codec, Runtime> = (runtime: Runtime) => Codec;

/**
 * The generated code is a megabyte: each file of it is loaded by the first call that needs it, so
 * that importing Heliogram stays cheap. `require` does that within a synchronous call.
 */
const require = createRequire(import.meta.url);

let readers: ReaderCodec | undefined;
let skips: SkipCodec | undefined;
let writers: WriterCodec | undefined;
let serverReaders: ReaderCodec | undefined;
let serverWriters: WriterCodec | undefined;
let errors: Readonly<Record<string, ErrorRow>> | undefined;

/** Readers of everything that the API answers. */
export function loadReaders(): ReaderCodec {
  return (readers ??= (require("#tl/readers") as Load<ReaderCodec, typeof readRuntime>)(readRuntime));
}

/** Functions that step over what a list may hold. */
export function loadSkips(): SkipCodec {
  return (skips ??= (require("#tl/skips") as Load<SkipCodec, typeof skipRuntime>)(skipRuntime));
}

/** Writers of the API's methods and all that goes into them. */
export function loadWriters(): WriterCodec {
  return (writers ??= (require("#tl/writers") as Load<WriterCodec, typeof writeRuntime>)(writeRuntime));
}

/** Readers of method calls and service messages: what a server receives. */
export function loadServerReaders(): ReaderCodec {
  return (serverReaders ??= (require("#tl/serverReaders") as Load<ReaderCodec, typeof readRuntime>)(readRuntime));
}

/** Writers of every definition: what a server may answer. */
export function loadServerWriters(): WriterCodec {
  return (serverWriters ??= (require("#tl/serverWriters") as Load<WriterCodec, typeof writeRuntime>)(writeRuntime));
}

/** The error table. */
export function loadErrors(): Readonly<Record<string, ErrorRow>> {
  return (errors ??= require("#tl/errors") as Readonly<Record<string, ErrorRow>>);
}
