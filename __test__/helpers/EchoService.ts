// A world without meaning, for tests of the network half: the method id decides what happens.
import { RpcFault, type RpcService, type ServerPeer, type TestServerOptions } from "../../ts/testing/index.js";
import { TestServer } from "../../ts/testing/TestServer.js";
import { id, int } from "./mtprotoHandshake.js";

export const METHOD = {
  /** The result is the call. */
  echo: 0x11110001,
  /** Fails with FLOOD_WAIT_7. */
  flood: 0x11110002,
  /** Fails with an error that is no RpcFault. */
  crash: 0x11110003,
  /** The result is a counter of such calls. */
  count: 0x11110004,
  /** Answered when `release()` is called. */
  wait: 0x11110005,
  /** The result is as many zero words as the next int says. */
  zeros: 0x11110006,
} as const;

export class EchoService implements RpcService {
  readonly opened: ServerPeer[] = [];
  readonly closed: ServerPeer[] = [];
  readonly callers: ServerPeer[] = [];
  readonly bodies: Buffer[] = [];
  counter = 0;
  #releases: (() => void)[] = [];

  async call(peer: ServerPeer, body: Uint8Array): Promise<Uint8Array> {
    const bytes = Buffer.from(body);
    this.callers.push(peer);
    this.bodies.push(bytes);
    const method = METHODS.find((known) => bytes.indexOf(id(known)) >= 0);
    const query = bytes.subarray(method === undefined ? 0 : bytes.indexOf(id(method)));
    switch (method) {
      case METHOD.flood:
        throw new RpcFault(420, "FLOOD_WAIT_7");
      case METHOD.crash:
        throw new Error("the world broke");
      case METHOD.count:
        return Buffer.concat([id(0x22220001), int(++this.counter)]);
      case METHOD.wait:
        await new Promise<void>((resolve) => this.#releases.push(resolve));
        return query;
      case METHOD.zeros:
        return Buffer.concat([id(0x22220002), Buffer.alloc(4 * query.readUInt32LE(4))]);
      default:
        return query;
    }
  }

  /** Lets all waiting calls go on. */
  release(): void {
    for (const release of this.#releases.splice(0)) release();
  }

  sessionOpened(peer: ServerPeer): void {
    this.opened.push(peer);
  }

  sessionClosed(peer: ServerPeer): void {
    this.closed.push(peer);
  }

  methodName(constructorId: number): string | undefined {
    return Object.entries(METHOD).find(([, value]) => value === constructorId)?.[0];
  }
}

/** A server over a fresh {@link EchoService}; both are gone when the test ends. */
export async function startEcho(
  t: { teardown(fn: () => Promise<void>): void },
  options: Omit<TestServerOptions, "service"> = {},
): Promise<{ server: TestServer; service: EchoService; port: number; rsaKey: string }> {
  const service = new EchoService();
  const server = await TestServer.start({ ...options, service: () => service });
  t.teardown(() => server.stop());
  return { server, service, port: server.port, rsaKey: server.rsaKeys[0] ?? "" };
}

const METHODS: readonly number[] = Object.values(METHOD);
