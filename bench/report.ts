import { writeFileSync } from "node:fs";
import type { Machine } from "./machine.js";
import type { Figure } from "./measure.js";
import type { Row } from "./Row.js";

/** A row with its figures: the shape of bench/results.json. */
export interface RowResult {
  readonly name: string;
  readonly unit: Row["unit"];
  readonly better: Row["better"];
  readonly ours: number;
  readonly peers: Readonly<Record<string, number>>;
  /** Half the width of the middle half of the samples, as a part of the median, by name. */
  readonly spread: Readonly<Record<string, number>>;
}

export function toResult(row: Row, figures: ReadonlyMap<string, Figure>): RowResult {
  const own = figures.get("ours");
  if (own === undefined) throw new Error(`${row.name} has no figure of ours`);
  const peers = [...figures].filter(([name]) => name !== "ours");
  return {
    name: row.name,
    unit: row.unit,
    better: row.better,
    ours: round(own.value),
    peers: Object.fromEntries(peers.map(([name, { value }]) => [name, round(value)])),
    spread: Object.fromEntries([...figures].map(([name, { spread }]) => [name, round(spread)])),
  };
}

/** "12.3x" when ours is so many times better. */
export function advantage(result: RowResult, peer: string): string {
  const theirs = result.peers[peer];
  if (theirs === undefined) return "";
  const times = result.better === "higher" ? result.ours / theirs : theirs / result.ours;
  return `${times >= 10 ? times.toFixed(0) : times.toFixed(times >= 2 ? 1 : 2)}x`;
}

/** A table for the terminal: a figure, its spread, and how many times better ours is. */
export function formatTable(results: readonly RowResult[]): string {
  const names = [...new Set(results.flatMap(({ peers }) => Object.keys(peers)))];
  const head = ["", "unit", "ours", ...names];
  const lines = results.map((result) => [
    result.name,
    result.unit,
    `${formatNumber(result.ours)} ±${percent(result.spread["ours"])}`,
    ...names.map((name) => {
      const value = result.peers[name];
      return value === undefined ? "" : `${formatNumber(value)} (${advantage(result, name)})`;
    }),
  ]);
  const widths = head.map((_, column) =>
    Math.max(...[head, ...lines].map((line) => line[column]?.length ?? 0)),
  );
  return [head, ...lines]
    .map((line) => line.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join("  "))
    .map((line) => line.trimEnd())
    .join("\n");
}

export function writeResults(file: URL, machine: Machine, rows: readonly RowResult[]): void {
  writeFileSync(file, `${JSON.stringify({ machine, rows }, null, 2)}\n`);
}

function formatNumber(value: number): string {
  if (value >= 100) return value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, " ");
  return value.toPrecision(3);
}

function percent(part: number | undefined): string {
  return `${Math.round((part ?? 0) * 100)}%`;
}

/** Names to the left, figures to the right. */
function pad(cell: string, width: number, column: number): string {
  return column < 2 ? cell.padEnd(width) : cell.padStart(width);
}

/** Four digits are more than the repeat spread allows. */
function round(value: number): number {
  return Number(value.toPrecision(4));
}
