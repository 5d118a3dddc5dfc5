// `npm run schema`: generates the TL code anew, from the schema that is pinned or from any other
// text, and then sets up what is made of it, so that the library can be used at once.
import { join } from "node:path";
import { hand, root, runMain } from "./command.mjs";
import { parseCommandLine } from "./schema/commandLine.mjs";
import { GENERATOR, setUp } from "./setup.mjs";

await runMain(async () => {
  const args = process.argv.slice(2);
  if (!concernsLibrary(args)) return hand([process.execPath, join(root, GENERATOR), ...args], { cwd: process.cwd() });
  await setUp({ schemaArgs: args });
  console.log("The library speaks this schema now.");
});

/** Help, another folder and a wrong command line are the generator's alone. */
function concernsLibrary(args) {
  try {
    const { help, out } = parseCommandLine(args);
    return !help && out === null;
  } catch {
    return false;
  }
}
