// OpenSSL's own AES_ige_encrypt, through the addon in bench/openssl.
import { createRequire } from "node:module";

const addon = createRequire(import.meta.url)("../openssl/build/Release/openssl_ige.node");

/** @type {import("../Peer.js").Peer} */
export const peer = {
  name: "openssl",
  version: process.versions.openssl,
  // In place, key schedule included: what a caller of the library pays for one message.
  igeEncrypt(data, key, iv) {
    addon.ige(data, key, iv, true);
    return data;
  },
  igeDecrypt(data, key, iv) {
    addon.ige(data, key, iv, false);
    return data;
  },
};
