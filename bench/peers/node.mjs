// What Node.js itself has: the floor that every library stands on.
import { createCipheriv, createHash } from "node:crypto";

/** @type {import("../Peer.js").Peer} */
export const peer = {
  name: "node:crypto",
  version: process.versions.node,
  createCtr(key, iv) {
    const cipher = createCipheriv("aes-256-ctr", key, iv);
    return (chunk) => cipher.update(chunk);
  },
  sha256: (data) => createHash("sha256").update(data).digest(),
};
