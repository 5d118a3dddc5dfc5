import { formatWithOptions } from "node:util";

/** Where a client reports what no caller waits for. `console` fits. Messages never carry keys, phone numbers or tokens. */
export interface Logger {
  debug(message: string, ...details: unknown[]): void;
  info(message: string, ...details: unknown[]): void;
  warn(message: string, ...details: unknown[]): void;
  error(message: string, ...details: unknown[]): void;
}

function report(message: string, ...details: unknown[]): void {
  process.stderr.write(`${formatWithOptions({ colors: process.stderr.isTTY }, `heliogram: ${message}`, ...details)}\n`);
}

/** Warnings and errors on standard error, nothing else: standard output belongs to the program. */
export const quietLogger: Logger = {
  debug: () => {},
  info: () => {},
  warn: report,
  error: report,
};
