// What must be on the machine before anything can be built, and how to get it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { capture, PlainError, root } from "./command.mjs";

/** Fails unless this Node.js is one that the package supports. */
export function checkNode() {
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const needed = engines.node.replace(/^>=/, "");
  if (isOlder(process.versions.node, needed)) {
    throw new PlainError(
      `Node.js ${needed} or newer is needed, this is ${process.versions.node}. See https://nodejs.org`,
    );
  }
}

/** Fails unless Rust and a C compiler are there. Names all that is missing at once. */
export async function checkCompilers() {
  const missing = [await rustProblem(), await cProblem()].filter((problem) => problem !== null);
  if (missing.length > 0) {
    throw new PlainError(`The native addon cannot be built:\n${missing.join("\n")}`);
  }
}

async function rustProblem() {
  const needed = newestRustVersion();
  const how = `install Rust ${needed} or newer with rustup (https://rustup.rs), then open a new terminal`;
  // rustup would otherwise begin to download a toolchain when all we want is an answer.
  const env = { ...process.env, RUSTUP_AUTO_INSTALL: "0" };
  for (const program of ["cargo", "rustc"]) {
    let text;
    try {
      text = await capture([program, "--version"], { env });
    } catch (error) {
      const said = error.output?.trim().split("\n")[0];
      return `- ${program} does not run${said ? ` (${said})` : ""}: ${how}`;
    }
    const version = /(\d+\.\d+\.\d+)/.exec(text)?.[1] ?? "0.0.0";
    if (isOlder(version, needed)) return `- ${program} is ${version}: ${how}`;
  }
  return null;
}

/** The newest `rust-version` among the crates: what the whole workspace needs. */
function newestRustVersion() {
  const manifests = ["Cargo.toml", "crate/core/Cargo.toml", "crate/node/Cargo.toml"];
  return manifests
    .map((manifest) => readFileSync(join(root, manifest), "utf8"))
    .flatMap((text) => /^rust-version = "([^"]+)"/m.exec(text)?.[1] ?? [])
    .reduce((newest, version) => (isOlder(newest, version) ? version : newest));
}

async function cProblem() {
  // Visual Studio's compiler is in no PATH: the `cc` crate finds it, and says so if not.
  if (process.platform === "win32") return null;
  try {
    await capture([process.env.CC ?? "cc", "--version"]);
    return null;
  } catch {
    const how =
      process.platform === "darwin"
        ? "run `xcode-select --install`"
        : "install one, on Debian or Ubuntu with `apt-get install build-essential`";
    return `- no C compiler (cc), which SQLite and libdeflate are built with: ${how}`;
  }
}

function isOlder(version, needed) {
  const [a, b] = [version, needed].map((text) => text.split(".").map(Number));
  for (let index = 0; index < b.length; index++) {
    if (a[index] !== b[index]) return (a[index] ?? 0) < b[index];
  }
  return false;
}
