// "heliogram/crypto": the primitives of MTProto, run by the Rust core.
export { igeDecrypt, igeDecryptInPlace, igeEncrypt, igeEncryptInPlace } from "./ige.js";
export { createCtr, type Ctr } from "./ctr.js";
export { sha1, sha256 } from "./hashes.js";
export { factorizePq, factorizePqAsync } from "./factorizePq.js";
export { checkDhGroup, modPow } from "./diffieHellman.js";
