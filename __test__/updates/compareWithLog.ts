import type { LogEntry } from "./ModelServer.js";

/**
 * What is wrong with a record of handled updates; null when it is the server's log. New messages of a chat are in
 * the log's order, and so is everything else of the same counter; a difference gives the former before the latter, so between the two
 * only this holds: nothing about a message comes before the message.
 */
export function compareWithLog(record: readonly string[], log: readonly LogEntry[]): string | null {
  const handled = new Map<string, number>();
  for (const [place, key] of record.entries()) {
    if (handled.has(key)) return `${key} was handled twice`;
    handled.set(key, place);
  }
  const last = new Map<string, { place: number; key: string }>();
  for (const { key, chat, isNew, isQts, of } of log) {
    const place = handled.get(key);
    if (place === undefined) return `${key} was never handled`;
    const line = `${chat} ${isQts ? "qts" : "pts"} ${isNew ? "new" : "other"}`;
    const before = last.get(line);
    if (before !== undefined && before.place > place) return `${key} was handled before ${before.key}`;
    last.set(line, { place, key });
    if (of !== null && (handled.get(of) ?? Infinity) > place) return `${key} was handled before its message ${of}`;
  }
  return record.length === log.length ? null : `${record.length} were handled, the log has ${log.length}`;
}
