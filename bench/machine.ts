import { cpus, release, totalmem, type } from "node:os";

/** What the figures were taken on. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly os: string;
  readonly node: string;
  /** Which AES code the core chose for this CPU. */
  readonly kernel: string;
  readonly date: string;
  /** Versions of the libraries compared, ours included. */
  readonly versions: Readonly<Record<string, string>>;
}

export function describeMachine(kernel: string, versions: Readonly<Record<string, string>>): Machine {
  const all = cpus();
  return {
    cpu: all[0]?.model.trim() ?? "unknown",
    cores: all.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    os: `${type()} ${release().replace(/[-+].*$/, "")} ${process.arch}`,
    node: process.version,
    kernel,
    date: new Date().toISOString().slice(0, 10),
    versions,
  };
}
