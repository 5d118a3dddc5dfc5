import { chmodSync, copyFileSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import test, { type ExecutionContext } from "ava";

import { SessionFileError } from "../../ts/errors/index.js";
import { SqliteStorage } from "../../ts/storage/index.js";
import { FIXTURES, temporaryFolder } from "./fixtures.js";

const FIXTURE = new URL("hydrogram-sqlite-v3-a.session", FIXTURES);

/** Whom `chmod` stops: root may write everywhere, so it becomes somebody else for a while. */
async function asOrdinaryUser(t: ExecutionContext, run: () => Promise<void>): Promise<void> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65534);
  try {
    await run();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
  t.pass();
}

if (process.platform !== "win32") {
  test.serial("refuses a folder that cannot be written, and leaves nothing in it", async (t) => {
    const folder = temporaryFolder(t);
    chmodSync(folder, 0o555);
    await asOrdinaryUser(t, async () => {
      const error = await t.throwsAsync(new SqliteStorage(join(folder, "a.session")).open(), { instanceOf: SessionFileError });
      t.is(error.problem, "unwritable");
      t.regex(error.message, /cannot be written/);
    });
    t.deepEqual(readdirSync(folder), []);
  });

  for (const [what, mode] of [["written", 0o444], ["read", 0o000]] as const) {
    test.serial(`refuses a file that cannot be ${what}, and leaves it untouched`, async (t) => {
      const folder = temporaryFolder(t);
      const path = join(folder, "a.session");
      copyFileSync(FIXTURE, path);
      chmodSync(path, mode);
      chmodSync(folder, 0o777);
      await asOrdinaryUser(t, async () => {
        const error = await t.throwsAsync(new SqliteStorage(path).open(), { instanceOf: SessionFileError });
        t.is(error.problem, "unwritable");
      });
      chmodSync(path, 0o600);
      t.deepEqual(readFileSync(path), readFileSync(FIXTURE));
      t.deepEqual(readdirSync(folder), ["a.session"]);
    });
  }

  test.serial("refuses an existing file in a folder that cannot be written", async (t) => {
    const folder = temporaryFolder(t);
    copyFileSync(FIXTURE, join(folder, "a.session"));
    chmodSync(join(folder, "a.session"), 0o666);
    chmodSync(folder, 0o555);
    await asOrdinaryUser(t, async () => {
      const error = await t.throwsAsync(new SqliteStorage(join(folder, "a.session")).open(), { instanceOf: SessionFileError });
      t.is(error.problem, "unwritable");
    });
    t.deepEqual(readdirSync(folder), ["a.session"]);
  });
}
