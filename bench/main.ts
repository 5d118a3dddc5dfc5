// `npm run bench`: runs every row with all libraries that are there, shows and stores the figures.
//   --quick   few and short samples: to see that all runs, not to quote
//   NAME…     only rows whose name begins so
import { describeMachine } from "./machine.js";
import { FULL, QUICK } from "./measure.js";
import { BENCH_FOLDER, loadPeers } from "./loadPeers.js";
import { kernel } from "./ours.js";
import type { RowResult } from "./report.js";
import { formatTable, toResult, writeResults } from "./report.js";
import type { Row } from "./Row.js";
import { accountRows } from "./rows/accounts.js";
import { ctrRows } from "./rows/ctr.js";
import { exchangeRow } from "./rows/exchange.js";
import { exchangeCrowdRows } from "./rows/exchangeCrowd.js";
import { factoriseRow } from "./rows/factorise.js";
import { igeRows } from "./rows/ige.js";
import { messageRows } from "./rows/message.js";
import { rpcRows } from "./rows/rpc.js";
import { sha256Rows } from "./rows/sha256.js";
import { startUpRows } from "./rows/startUp.js";
import { tlRows } from "./rows/tl.js";
import { updateRows } from "./rows/updates.js";

const ROWS: readonly Row[] = [
  ...igeRows,
  ...ctrRows,
  ...sha256Rows,
  factoriseRow,
  ...messageRows,
  exchangeRow,
  ...exchangeCrowdRows,
  ...tlRows,
  ...rpcRows,
  ...updateRows,
  ...accountRows,
  ...startUpRows,
];

const args = process.argv.slice(2);
const prefixes = args.filter((arg) => !arg.startsWith("--"));
const sampling = args.includes("--quick") ? QUICK : FULL;
const chosen = ROWS.filter(
  ({ name }) => prefixes.length === 0 || prefixes.some((prefix) => name.startsWith(prefix)),
);

const peers = await loadPeers();
const machine = describeMachine(
  kernel,
  Object.fromEntries(peers.map(({ name, version }) => [name, version])),
);
console.log(`${machine.cpu}, ${machine.cores} cores, ${machine.os}, Node ${machine.node}`);
console.log(`AES kernel: ${kernel}`);
for (const { name, version } of peers) console.log(`  ${name} ${version}`);

const results: RowResult[] = [];
for (const row of chosen) {
  process.stderr.write(`${row.name}\n`);
  results.push(toResult(row, await row.measure(peers, sampling)));
}
console.log(`\n${formatTable(results)}`);
console.log("\nMedian ± half the spread of the samples; (7x): ours is seven times better.");
// Part of the rows must not stand where all are looked for.
if (prefixes.length === 0) {
  writeResults(new URL("results.json", BENCH_FOLDER), machine, results);
  console.log("Stored in bench/results.json.");
}
