import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

let text: string | undefined;

/** TL text of the newest layer: api.tl of the crate that the workspace pins. */
export function schemaText(): string {
  text ??= readFileSync(join(crateFolder(), "tl", "api.tl"), "utf8");
  return text;
}

function crateFolder(): string {
  const output = execFileSync("cargo", ["metadata", "--format-version", "1"], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024, stdio: ["ignore", "pipe", "ignore"] });
  const { packages } = JSON.parse(output) as { packages: { name: string; manifest_path: string }[] };
  const found = packages.find((candidate) => candidate.name === "grammers-tl-types");
  if (found === undefined) {
    throw new Error("cargo metadata names no crate grammers-tl-types");
  }
  return dirname(found.manifest_path);
}
