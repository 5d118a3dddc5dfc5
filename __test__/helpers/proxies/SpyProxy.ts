import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import type { ExecutionContext } from "ava";

/** What to do with one connection instead of serving it. */
export type Misbehaviour = "silence" | "garbage" | "reset" | "silence after the greeting";

/**
 * A SOCKS5 proxy that leads to ports of this machine by names which no other resolver knows, and remembers what it
 * was asked for.
 */
export interface SpyProxy {
  readonly port: number;
  /** Names or addresses, with ports, in the order they were asked for. */
  readonly targets: string[];
  misbehaviour: Misbehaviour | null;
}

/** @param names port of this machine for each name */
export async function startSpyProxy(t: ExecutionContext, names: ReadonlyMap<string, number> = new Map()): Promise<SpyProxy> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    serve(socket).catch(() => socket.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.teardown(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const spy: SpyProxy = { port: (server.address() as AddressInfo).port, targets: [], misbehaviour: null };

  async function serve(socket: Socket): Promise<void> {
    if (spy.misbehaviour === "silence") return;
    if (spy.misbehaviour === "garbage") return void socket.write("220 ready\r\n");
    await read(socket, 3);
    if (spy.misbehaviour === "reset") return void socket.resetAndDestroy();
    socket.write(Buffer.of(5, 0));
    if (spy.misbehaviour !== null) return;
    const [, , , kind = 0] = await read(socket, 4);
    const length = kind === 3 ? ((await read(socket, 1))[0] ?? 0) : kind === 1 ? 4 : 16;
    const host = await read(socket, length);
    const name = kind === 3 ? host.toString() : host.join(".");
    const port = (await read(socket, 2)).readUInt16BE();
    spy.targets.push(`${name}:${port}`);
    const outward = connect(names.get(name) ?? port, "127.0.0.1");
    sockets.add(outward);
    outward.on("error", () => socket.destroy());
    await once(outward, "connect");
    socket.write(Buffer.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0));
    socket.pipe(outward).pipe(socket);
    socket.once("close", () => outward.destroy());
  }
  return spy;
}

async function read(socket: Socket, length: number): Promise<Buffer> {
  for (;;) {
    const bytes = socket.read(length) as Buffer | null;
    if (bytes !== null) return bytes;
    await once(socket, "readable");
  }
}
