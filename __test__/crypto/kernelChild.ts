// Runs as a child process: tells which AES kernel is in use, and what it makes of some fixed data.
import { createCtr, igeDecrypt, igeEncrypt, sha256 } from "../../ts/crypto/index.js";
import { kernelName } from "../../ts/native.js";

const bytes = (length: number): Buffer => Buffer.from(Uint8Array.from({ length }, (_, index) => index * index * 7 + index));
const results = [0, 16, 48, 1024, 65536].flatMap((length) => {
  const data = bytes(length);
  return [igeEncrypt(data, bytes(32), bytes(32)), igeDecrypt(data, bytes(32), bytes(32)), createCtr(bytes(32), bytes(16)).process(data)];
});
process.stdout.write(JSON.stringify([kernelName(), sha256(Buffer.concat(results)).toString("hex")]));
