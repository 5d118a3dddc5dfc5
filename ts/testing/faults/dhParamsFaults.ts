import { createDiffieHellmanGroup, randomBytes } from "node:crypto";
import { sha1 } from "../../crypto/index.js";
import type { DhParamsParts } from "../handshake/exchangeAnswers.js";
import { leftPad } from "../handshake/dhGroup.js";
import type { DhParamsFault } from "./Fault.js";

/** Changes `server_DH_params`; the new nonce serves to make a hash. */
type DhParamsChange = (parts: DhParamsParts, newNonce: Buffer) => void;

/** What each fault of `server_DH_params` does to it. */
export const dhParamsFaults: Readonly<Record<DhParamsFault, DhParamsChange>> = {
  wrongNonce,
  wrongServerNonce,
  wrongHash,
  wrongInnerNonce,
  wrongInnerServerNonce,
  raggedLength,
  longPadding,
  compositePrime,
  shortPrime,
  unsafePrime,
  wrongGenerator,
  generatorOne,
  hugeGenerator,
  gAZero,
  gAOne,
  gAPrimeMinusOne,
  gAPrime,
  gASmall,
  gABig,
  paramsFail,
  paramsFailWrongHash,
};

function wrongNonce(parts: DhParamsParts): void {
  parts.nonce = randomBytes(16);
}

function wrongServerNonce(parts: DhParamsParts): void {
  parts.serverNonce = randomBytes(16);
}

function wrongHash(parts: DhParamsParts): void {
  parts.hashMask = 0x55;
}

function wrongInnerNonce(parts: DhParamsParts): void {
  parts.innerNonce = randomBytes(16);
}

function wrongInnerServerNonce(parts: DhParamsParts): void {
  parts.innerServerNonce = randomBytes(16);
}

/** A ciphertext that is no whole number of blocks. */
function raggedLength(parts: DhParamsParts): void {
  parts.cutBytes = 4;
}

/** A block more after the object than any honest server sends. */
function longPadding(parts: DhParamsParts): void {
  parts.extraPadding = 16;
}

/** The known prime and six: all the cheap rules still hold. */
function compositePrime(parts: DhParamsParts): void {
  parts.dhPrime = number(toBigInt(parts.dhPrime) + 6n);
}

/** A safe prime of 1536 bits. */
function shortPrime(parts: DhParamsParts): void {
  parts.dhPrime = createDiffieHellmanGroup("modp5").getPrime();
}

/** A prime p of 2048 bits with p mod 3 = 2, but (p − 1)/2 is no prime. */
function unsafePrime(parts: DhParamsParts): void {
  parts.dhPrime = Buffer.from(UNSAFE_PRIME, "hex");
}

/** 2 does not generate the right subgroup of the known prime, whose remainder mod 8 is 3. */
function wrongGenerator(parts: DhParamsParts): void {
  parts.g = 2;
}

function generatorOne(parts: DhParamsParts): void {
  parts.g = 1;
}

function hugeGenerator(parts: DhParamsParts): void {
  parts.g = 8;
}

function gAZero(parts: DhParamsParts): void {
  parts.gA = number(0n);
}

/** With g_a = 1 the key is 1, whatever the client adds. */
function gAOne(parts: DhParamsParts): void {
  parts.gA = number(1n);
}

function gAPrimeMinusOne(parts: DhParamsParts): void {
  parts.gA = number(toBigInt(parts.dhPrime) - 1n);
}

function gAPrime(parts: DhParamsParts): void {
  parts.gA = parts.dhPrime;
}

/** One below the least value allowed. */
function gASmall(parts: DhParamsParts): void {
  parts.gA = number((1n << 1984n) - 1n);
}

/** One above the greatest value allowed. */
function gABig(parts: DhParamsParts): void {
  parts.gA = number(toBigInt(parts.dhPrime) - (1n << 1984n) + 1n);
}

/** The refusal that the protocol has and that today's servers do not use. */
function paramsFail(parts: DhParamsParts, newNonce: Buffer): void {
  parts.failHash = Buffer.from(sha1(newNonce).subarray(4, 20));
}

function paramsFailWrongHash(parts: DhParamsParts): void {
  parts.failHash = randomBytes(16);
}

function toBigInt(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString("hex")}`);
}

function number(value: bigint): Buffer {
  return leftPad(Buffer.from(value.toString(16).padStart(512, "0"), "hex"));
}

const UNSAFE_PRIME =
  "f545a891c78bd841cd8b7d04c5415a02bb7300a92be2746cc57011d224ed99bc" +
  "94c5c57bf38698d82e05fc2df581837c5b672e035e1324e66e35c1e0613cd820" +
  "f71547ed8fd7f6eac3f9bf4a9e04f601591c51390ab00e670a43e98974719905" +
  "4c5b09fbe0eb97d8e757addeffc5a700d0301ebbc1053caf0977a31a8a7cf963" +
  "95168aae7d7bb1e93230050ef0c7054b5bf5396ab8f21e4def668611ff05811c" +
  "ddbbf869d59276bbe536541de52e5ff1aea25e702119e26fa5d3cb237587efc1" +
  "9315166a26fb1309a5ad3ac16e55d0195668288651424708a3a2ddc80244fd51" +
  "1d5019d8da1b071fc28831f6e9f9c758ed558f9a199c9e1c6de4a57d9d8d7bcf";
