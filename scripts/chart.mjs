// `node scripts/chart.mjs`: draws docs/benchmarks.svg from bench/results.json and puts the same
// figures as a table into docs/benchmarks.md.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PlainError, root, runMain } from "./command.mjs";

const RESULTS = join(root, "bench", "results.json");
const PAGE = join(root, "docs", "benchmarks.md");
const CHART = join(root, "docs", "benchmarks.svg");

const LABEL_WIDTH = 190;
const PLOT_WIDTH = 520;
const BAR_HEIGHT = 9;
const BAR_STEP = 11;
const ROW_GAP = 10;
const TOP = 58;
// A chart of all rows would hide what matters.
const CHARTED = [
  "ige-1KiB",
  "ige-1MiB",
  "ctr-1KiB",
  "sha256-1KiB",
  "factorise-pq",
  "seal-1KiB",
  "open-1KiB",
  "open-512KiB",
  "key-exchange-cpu",
  "tl-decode-100-messages",
  "tl-encode-sendMessage",
  "start-up-wall",
  "start-up-memory",
];
/** Told apart without seeing colours by their order, which is the same in each row. */
const COLOURS = ["#0b7fab", "#d2691e", "#8a5bb5", "#3d8f4f", "#7a7a7a", "#b5446e"];

await runMain(async () => {
  if (!existsSync(RESULTS)) throw new PlainError("There is no bench/results.json: npm run bench");
  const results = JSON.parse(readFileSync(RESULTS, "utf8"));
  writeFileSync(CHART, draw(results));
  const page = readFileSync(PAGE, "utf8");
  const between = /(<!-- figures -->\n)[^]*?(<!-- end of figures -->)/;
  if (!between.test(page)) throw new PlainError("docs/benchmarks.md has no place for the figures.");
  writeFileSync(PAGE, page.replace(between, (_, start, end) => `${start}${describe(results)}${end}`));
  console.log("Wrote docs/benchmarks.svg and the table of docs/benchmarks.md.");
});

/** How many times better ours is. */
function advantage(row, peer) {
  const theirs = row.peers[peer];
  return row.better === "higher" ? row.ours / theirs : theirs / row.ours;
}

function peerNames({ rows }) {
  return [...new Set(rows.flatMap(({ peers }) => Object.keys(peers)))];
}

function describe({ machine, rows }) {
  const names = peerNames({ rows });
  const versions = names.map((name) => `${name} ${machine.versions[name]}`).join(", ");
  const lines = [
    `Machine: ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.os}, Node ${machine.node}, AES kernel ${machine.kernel}, ${machine.date}.`,
    `Heliogram ${machine.versions.ours}; ${versions}.`,
    "",
    `| | unit | Heliogram | ${names.join(" | ")} |`,
    `|---|---|${"---:|".repeat(names.length + 1)}`,
    ...rows.map((row) => {
      const cells = names.map((name) =>
        row.peers[name] === undefined
          ? ""
          : `${number(row.peers[name])} (${times(advantage(row, name))})`,
      );
      const spread = Math.round((row.spread?.ours ?? 0) * 100);
      return `| ${row.name} | ${row.unit} | ${number(row.ours)} ±${spread}% | ${cells.join(" | ")} |`;
    }),
    "",
  ];
  return lines.join("\n");
}

/** Bars on a logarithmic axis: to the right of 1, ours is that many times better. */
function draw({ machine, rows: all }) {
  const rows = all.filter(({ name }) => CHARTED.includes(name));
  const names = peerNames({ rows });
  const ratios = rows.flatMap((row) => Object.keys(row.peers).map((peer) => advantage(row, peer)));
  const low = Math.min(1, ...ratios) < 1 ? 0.1 : 1;
  const high = 10 ** Math.ceil(Math.log10(Math.max(10, ...ratios)));
  const x = (ratio) =>
    LABEL_WIDTH + (PLOT_WIDTH * Math.log(Math.max(ratio, low) / low)) / Math.log(high / low);
  const parts = [];
  let y = TOP;
  for (const row of rows) {
    const peers = names.filter((name) => row.peers[name] !== undefined);
    const middle = y + (peers.length * BAR_STEP) / 2 + 3;
    parts.push(`<text class="label" x="${LABEL_WIDTH - 8}" y="${middle}">${escape(row.name)}</text>`);
    for (const peer of peers) {
      const ratio = advantage(row, peer);
      const [from, to] = [x(1), x(ratio)].sort((a, b) => a - b);
      parts.push(
        `<rect x="${round(from)}" y="${y}" width="${round(Math.max(1, to - from))}" height="${BAR_HEIGHT}" fill="${COLOURS[names.indexOf(peer) % COLOURS.length]}"/>`,
        `<text class="value" x="${round(to + 4)}" y="${y + 8}">${times(ratio)}</text>`,
      );
      y += BAR_STEP;
    }
    y += ROW_GAP;
  }
  const ticks = [];
  for (let tick = low; tick <= high; tick *= 10) {
    const at = round(x(tick));
    ticks.push(
      `<line class="${tick === 1 ? "one" : "grid"}" x1="${at}" y1="${TOP - 6}" x2="${at}" y2="${y - ROW_GAP + 4}"/>`,
      `<text class="tick" x="${at}" y="${TOP - 10}">${Number(tick.toPrecision(1))}x</text>`,
    );
  }
  const legend = names.map((name, index) => {
    const at = LABEL_WIDTH + index * 100;
    return `<rect x="${at}" y="26" width="9" height="9" fill="${COLOURS[index % COLOURS.length]}"/><text class="name" x="${at + 13}" y="34">${escape(name)}</text>`;
  });
  const width = LABEL_WIDTH + PLOT_WIDTH + 60;
  const title = "How many times better Heliogram is (logarithmic)";
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y + 8}" role="img" aria-label="${title}">
<style>
text { font: 11px system-ui, sans-serif; fill: #24292f }
.title { font-weight: 600; font-size: 13px }
.label { text-anchor: end }
.value, .tick { font-size: 9px; fill: #57606a }
.tick { text-anchor: middle }
.grid { stroke: #d0d7de } .one { stroke: #57606a }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .value, .tick { fill: #9198a1 }
  .grid { stroke: #3d444d } .one { stroke: #9198a1 }
}
</style>
<text class="title" x="8" y="16">${title}</text>
<text class="value" x="${LABEL_WIDTH + 310}" y="16">${escape(`${machine.cpu}, Node ${machine.node}, ${machine.date}`)}</text>
${[...legend, ...ticks, ...parts].join("\n")}
</svg>
`;
}

function times(ratio) {
  if (ratio >= 10) return `${Math.round(ratio)}x`;
  return `${ratio.toFixed(ratio >= 2 ? 1 : 2)}x`;
}

function number(value) {
  return value >= 100
    ? value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, " ")
    : String(Number(value.toPrecision(3)));
}

function round(value) {
  return Math.round(value * 10) / 10;
}

function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
