import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "ava";

const root = fileURLToPath(new URL("../../../ts/", import.meta.url));

/** Where connections are made; TLS over one that there is already. A server that listens is no way out. */
const DIALS = ["transport/dialTcp.ts", "transport/webSocket/startTls.ts"];

/** What can open a socket or ask DNS. */
const WAYS_OUT = /\b(?:from |getBuiltinModule\()"(?:node:)?(?:net|tls|dns|dns\/promises|dgram|https?|http2)"|\bglobalThis\.fetch\b|await fetch\(|new WebSocket\(/;

/** Types, and what only looks at text. */
const HARMLESS = /^import type |^import \{ (?:(?:BlockList|isIP|isIPv4|isIPv6)(?:, )?)+ \} from "node:net";$/;

test("connections are made in one place only, so that a proxy cannot be gone around", (t) => {
  const found = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !/^(?:testing|cli)\//.test(path))
    .filter((path) => readFileSync(root + path, "utf8").split("\n").some((line) => WAYS_OUT.test(line) && !HARMLESS.test(line)));
  t.deepEqual(found.sort(), DIALS);
});
