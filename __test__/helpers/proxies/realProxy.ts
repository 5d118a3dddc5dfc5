import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { ExecutionContext } from "ava";

export type ProxyProgram = "microsocks" | "dante" | "tinyproxy" | "squid";

/** Not for URLs as it stands: the colon and the space are to be written otherwise there. */
export const LOGIN = { username: "proxytester", password: "pass: word%" } as const;

export interface RealProxyOptions {
  /** Whether it wants {@link LOGIN}. */
  readonly wantsLogin?: boolean;
  /** Whether its rules forbid every connection. */
  readonly forbids?: boolean;
}

/** A proxy program of Debian on a free port of the loopback interface, with a configuration of its own in a temporary folder. */
export interface RealProxy {
  readonly scheme: "socks5" | "http";
  readonly port: number;
  stop(): Promise<void>;
  /** Starts it again, on the same port. */
  restart(): Promise<void>;
}

interface Program {
  readonly binary: string;
  readonly package: string;
  readonly scheme: "socks5" | "http";
  /** Writes what it needs into the folder. @returns its arguments */
  configure(folder: string, port: number, options: RealProxyOptions): string[];
}

const PROGRAMS: Readonly<Record<ProxyProgram, Program>> = {
  microsocks: {
    binary: "microsocks",
    package: "microsocks",
    scheme: "socks5",
    configure: (_folder, port, { wantsLogin }) => [
      ...["-i", "127.0.0.1", "-p", String(port)],
      ...(wantsLogin === true ? ["-u", LOGIN.username, "-P", LOGIN.password] : []),
    ],
  },
  dante: {
    binary: "danted",
    package: "dante-server",
    scheme: "socks5",
    configure(folder, port, { wantsLogin, forbids }) {
      const method = wantsLogin === true ? "username" : "none";
      const user = userInfo().username;
      writeFileSync(
        join(folder, "danted.conf"),
        [
          `logoutput: stderr\ninternal: 127.0.0.1 port = ${port}\nexternal: lo\nclientmethod: none\nsocksmethod: ${method}`,
          wantsLogin === true ? "user.privileged: root\nuser.unprivileged: root" : `user.privileged: ${user}\nuser.unprivileged: ${user}`,
          "client pass { from: 127.0.0.1/32 to: 0.0.0.0/0 }",
          `socks ${forbids === true ? "block" : "pass"} { from: 127.0.0.1/32 to: 0.0.0.0/0 }`,
        ].join("\n"),
      );
      return ["-f", join(folder, "danted.conf"), "-p", join(folder, "pid")];
    },
  },
  tinyproxy: {
    binary: "tinyproxy",
    package: "tinyproxy",
    scheme: "http",
    configure(folder, port, { wantsLogin, forbids }) {
      writeFileSync(
        join(folder, "tinyproxy.conf"),
        [
          `Port ${port}\nListen 127.0.0.1\nTimeout 600\nMaxClients 50\nLogLevel Error\nLogFile "${join(folder, "log")}"`,
          ...(wantsLogin === true ? [`BasicAuth ${LOGIN.username} ${LOGIN.password.replaceAll(/[: %]/g, "_")}`] : []),
          ...(forbids === true ? ["ConnectPort 1"] : []),
        ].join("\n"),
      );
      return ["-d", "-c", join(folder, "tinyproxy.conf")];
    },
  },
  squid: {
    binary: "squid",
    package: "squid",
    scheme: "http",
    configure(folder, port, { wantsLogin, forbids }) {
      writeFileSync(join(folder, "check.sh"), CHECK_LOGIN, { mode: 0o755 });
      writeFileSync(
        join(folder, "squid.conf"),
        [
          `http_port 127.0.0.1:${port}\ncache deny all\naccess_log none\ncache_log /dev/null\npid_filename none`,
          "shutdown_lifetime 0 seconds\nvisible_hostname localhost\nnetdb_filename none\npinger_enable off",
          `coredump_dir ${folder}\ncache_effective_user ${userInfo().username === "root" ? "proxy" : userInfo().username}`,
          ...(wantsLogin === true
            ? [`auth_param basic program ${join(folder, "check.sh")}\nacl known proxy_auth REQUIRED\nhttp_access deny !known`]
            : []),
          `http_access ${forbids === true ? "deny" : "allow"} all`,
        ].join("\n"),
      );
      return ["-N", "-f", join(folder, "squid.conf")];
    },
  },
};

/** Helper of squid: a line with a name and a password, percent-encoded but for colons, in; `OK` or `ERR` out. */
const CHECK_LOGIN = `#!/bin/sh
while read -r line; do
  if [ "$line" = "${LOGIN.username} ${encodeURIComponent(LOGIN.password).replaceAll("%3A", ":")}" ]; then echo OK; else echo ERR; fi
done
`;

/** Tinyproxy knows fewer characters in passwords. */
export function loginOf(program: ProxyProgram): { readonly username: string; readonly password: string } {
  return program === "tinyproxy" ? { ...LOGIN, password: LOGIN.password.replaceAll(/[: %]/g, "_") } : LOGIN;
}

/** Why the program cannot run here; null when it can. Where HELIOGRAM_REQUIRE_PROXIES is set, that is an error. */
export function missingProxy(program: ProxyProgram, { wantsLogin }: RealProxyOptions = {}): string | null {
  const { binary, package: debianPackage } = PROGRAMS[program];
  const isThere = process.platform === "linux" && spawnSync("which", [binary], { env: searchable() }).status === 0;
  const reason = isThere ? null : `${binary} is not installed (Debian: apt-get install ${debianPackage})`;
  // Dante asks the system for users: it gets a system of its own.
  if (reason === null && program === "dante" && wantsLogin === true && spawnSync("unshare", ["-rm", "true"]).status !== 0) {
    return "mount namespaces are not permitted here, and dante knows users of the system only";
  }
  if (reason !== null && process.env["HELIOGRAM_REQUIRE_PROXIES"] === "1") throw new Error(reason);
  return reason;
}

/** Starts a proxy that ends with the test. */
export async function startProxy(t: ExecutionContext, kind: ProxyProgram, options: RealProxyOptions = {}): Promise<RealProxy> {
  const program = PROGRAMS[kind];
  const folder = mkdtempSync(join(tmpdir(), "heliogram-proxy-"));
  // Squid gives up being root, and has a file to run there.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const args = program.configure(folder, port, options);
  const isolated = kind === "dante" && options.wantsLogin === true;
  const run = (): Promise<ChildProcess> => (isolated ? spawnWithUser(folder, program.binary, args, port) : spawnReady(program.binary, args, port));
  let child = await run();
  const stop = (): Promise<void> => end(child);
  t.teardown(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    scheme: program.scheme,
    port,
    stop,
    async restart() {
      await stop();
      child = await run();
    },
  };
}

/** In a mount namespace where the system's only users are root and ours. */
function spawnWithUser(folder: string, binary: string, args: string[], port: number): Promise<ChildProcess> {
  const [passwd, shadow] = [join(folder, "passwd"), join(folder, "shadow")];
  const hashed = spawnSync("openssl", ["passwd", "-6", "-stdin"], { input: LOGIN.password, encoding: "utf8" }).stdout.trim();
  writeFileSync(passwd, `root:x:0:0::/:/bin/sh\n${LOGIN.username}:x:65533:65533::/:/usr/sbin/nologin\n`);
  writeFileSync(shadow, `root:*:1::::::\n${LOGIN.username}:${hashed}:1::::::\n`);
  const script = 'mount --bind "$1" /etc/passwd && mount --bind "$2" /etc/shadow && shift 2 && exec "$@"';
  return spawnReady("unshare", ["-rm", "sh", "-c", script, "sh", passwd, shadow, binary, ...args], port);
}

async function spawnReady(binary: string, args: string[], port: number): Promise<ChildProcess> {
  const child = spawn(binary, args, { stdio: ["ignore", "pipe", "pipe"], env: searchable() });
  let complaints = "";
  child.stdout?.on("data", (text: Buffer) => (complaints += text.toString()));
  child.stderr?.on("data", (text: Buffer) => (complaints += text.toString()));
  const failed = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("exit", (status) => reject(new Error(`${binary} ended with ${status}: ${complaints}`)));
  });
  failed.catch(() => {});
  await Promise.race([failed, accepts(port)]);
  return child;
}

/** Resolves when something accepts connections at the port. */
async function accepts(port: number): Promise<void> {
  const deadlineMs = performance.now() + READY_MS;
  while (performance.now() < deadlineMs) {
    const socket = connect(port, "127.0.0.1");
    const isUp = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(true));
      socket.once("error", () => resolve(false));
    });
    socket.destroy();
    if (isUp) return;
    await pause(20);
  }
  throw new Error(`nothing listens on port ${port} after ${READY_MS} ms`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  // Dante takes its children along only when it may say goodbye to them.
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 5000);
  await exited;
  clearTimeout(timer);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Servers are in folders that not every user searches. */
function searchable(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: [process.env["PATH"], "/usr/local/sbin", "/usr/sbin", "/sbin"].join(delimiter) };
}

const READY_MS = 20_000;
