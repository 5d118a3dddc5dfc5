// `npm start`: sets up what is missing, then shows a sign-in against the embedded server.
import { hand, runMain } from "./command.mjs";
import { setUp } from "./setup.mjs";

await runMain(async () => {
  await setUp();
  return hand([process.execPath, "dist/examples/demo.js", ...process.argv.slice(2)]);
});
