// `npm run bench`: sets up what is missing, then runs bench/main.ts. Arguments go on to it.
import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { capture, hand, npm, root, runMain } from "./command.mjs";
import { setUpPeers } from "./peers.mjs";
import { setUp } from "./setup.mjs";
import { Stamp } from "./stamp.mjs";
import { step } from "./step.mjs";

await runMain(async () => {
  await setUp();
  await setUpPeers();
  const problem = await buildOpenssl();
  if (problem !== null) console.log(`OpenSSL's AES-IGE is left out: ${problem}`);
  return hand([process.execPath, "--expose-gc", "dist/bench/main.js", ...process.argv.slice(2)]);
});

/** Builds the addon of bench/openssl, or says why it cannot be. */
async function buildOpenssl() {
  const stamp = new Stamp("openssl", {
    inputs: ["bench/openssl/binding.gyp", "bench/openssl/ige.cc", "bench/package-lock.json"],
    outputs: ["bench/openssl/build/Release/openssl_ige.node"],
    facts: [process.version],
  });
  if (stamp.isFresh()) return null;
  stamp.remove();
  // The headers must be those of this very Node, and here: node-gyp would fetch them from the web.
  const prefix = dirname(dirname(realpathSync(process.execPath)));
  if (!existsSync(join(prefix, "include", "node", "openssl", "aes.h"))) {
    return `no headers beside ${process.execPath}.`;
  }
  const nodeGyp = join(dirname(npm().at(-1)), "..", "node_modules", "node-gyp", "bin", "node-gyp.js");
  if (!existsSync(nodeGyp)) return "npm has no node-gyp with it.";
  try {
    await step("building the OpenSSL addon", () =>
      capture([process.execPath, nodeGyp, "rebuild", `--nodedir=${prefix}`], {
        cwd: join(root, "bench", "openssl"),
      }),
    );
  } catch (error) {
    return `it does not build.\n${error.output ?? error.message}`;
  }
  stamp.write();
  return null;
}
