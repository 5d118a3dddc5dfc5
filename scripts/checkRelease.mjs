// Before publishing: the tag names the version, and every platform has its binary. A package
// without its binary installs without a word and fails on the first import.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { PlainError, root, runMain } from "./command.mjs";

await runMain(async () => {
  const { version, napi } = readManifest(".");
  const tag = process.env.GITHUB_REF_NAME;
  if (tag !== `v${version}`) throw new PlainError(`The tag is ${tag}, the version ${version}.`);
  const folders = readdirSync(join(root, "npm"));
  if (folders.length !== napi.targets.length) {
    throw new PlainError(`${folders.length} packages for ${napi.targets.length} targets.`);
  }
  for (const folder of folders) {
    const platform = readManifest(join("npm", folder));
    if (platform.version !== version) {
      throw new PlainError(`npm/${folder} is at ${platform.version}: run \`npm version\`.`);
    }
    const binary = join(root, "npm", folder, platform.main);
    if (!existsSync(binary) || statSync(binary).size < 500_000) {
      throw new PlainError(`npm/${folder} has no ${platform.main}.`);
    }
  }
  console.log(`${folders.length} platforms are ready at ${version}.`);
});

function readManifest(folder) {
  return JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
}
