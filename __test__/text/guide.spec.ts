import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "ava";
import { programArguments } from "../helpers/runProgram.js";
import { execFileSync } from "node:child_process";

const root = fileURLToPath(new URL("../../../", import.meta.url));

test("the guide to formatted text shows its program as it is, and what it prints", (t) => {
  const guide = readFileSync(`${root}docs/text.md`, "utf8");
  t.true(guide.includes(readFileSync(`${root}examples/formattedText.ts`, "utf8").trim()));
  const printed = execFileSync(process.execPath, programArguments("examples/formattedText.js"), { encoding: "utf8", env: { HELIOGRAM_TEST_ACCESS: "{}" } });
  t.true(guide.includes(printed.trim()), printed);
});
