/** Where the runner reports what no caller waits for. Messages hold kinds, ids and counters, never contents. */
export interface UpdatesLog {
  debug(message: string, ...details: unknown[]): void;
  warn(message: string, ...details: unknown[]): void;
  error(message: string, ...details: unknown[]): void;
}
