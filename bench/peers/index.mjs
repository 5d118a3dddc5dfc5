// Stands here, and not in the compiled folder, because Node looks for packages from where a file is.
import { loadGramjs } from "./gramjs.mjs";

/** Loaders by name: one that throws is left out of the tables, with its message. */
export const loaders = {
  mtcute: async () => (await import("./mtcute.mjs")).peer,
  gramjs: async () => loadGramjs("gramjs", "telegram"),
  teleproto: async () => loadGramjs("teleproto", "teleproto"),
  openssl: async () => (await import("./openssl.mjs")).peer,
  "node:crypto": async () => (await import("./node.mjs")).peer,
};

/** Any package of bench/node_modules, for the tests that drive other clients. */
export const loadPackage = (specifier) => import(specifier);
