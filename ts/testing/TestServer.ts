import { DataCenter } from "./dc/DataCenter.js";
import { DcConnection } from "./dc/DcConnection.js";
import { DcPorts } from "./dc/DcPorts.js";
import { FaultRegistry } from "./faults/FaultRegistry.js";
import type { FaultScript } from "./faults/FaultScript.js";
import { FaultScripts } from "./faults/FaultScripts.js";
import { ServerRsaKey } from "./handshake/ServerRsaKey.js";
import type { Connection } from "./listener/Connection.js";
import { HOST } from "./listener/listen.js";
import { parseProxySecret } from "./listener/ProxySecret.js";
import { ServerClock } from "./session/ServerClock.js";
import { ServerStatistics, type ServerStats } from "./session/ServerStatistics.js";
import { schemaText } from "../tl/generated/schemaText.js";
import { resolveServerOptions, type DcAddress, type ServerInfo, type TestServerOptions } from "./TestServerOptions.js";
import {
  createWorld,
  type BasicGroup,
  type Channel,
  type NewBot,
  type NewChannel,
  type NewGroup,
  type NewUser,
  type Person,
  type World,
} from "./world/index.js";

/**
 * A Telegram in a box: a server on the loopback interface that clients can sign in to. It speaks all
 * transports on one port for each DC, makes real keys, and keeps the rules of the real servers.
 *
 * @example
 * await using server = await TestServer.start();
 * const client = new Client("test", { apiId: 1, apiHash: "0".repeat(32), inMemory: true,
 *   dcOptions: server.dcOptions, rsaKeys: server.rsaKeys });
 */
export class TestServer implements AsyncDisposable {
  /** Where the DCs listen, in the form of the client's option `dcOptions`. */
  readonly dcOptions: readonly DcAddress[];
  /** Public keys in PKCS#1 PEM, in the form of the client's option `rsaKeys`. */
  readonly rsaKeys: readonly string[];
  /** Fingerprint of the key: 16 hex digits. */
  readonly fingerprint: string;
  /** What the server has been told to do wrong. */
  readonly faults: FaultRegistry;
  /** The server's idea of time: it can be set, stopped, and moved on by hand. */
  readonly clock: ServerClock;
  readonly #parts: ServerParts;
  readonly #stories = new FaultScripts(this);

  private constructor(parts: ServerParts) {
    this.#parts = parts;
    this.dcOptions = parts.dcOptions;
    this.rsaKeys = [parts.rsaKey.publicPem];
    this.fingerprint = parts.rsaKey.fingerprint.toString(16).padStart(16, "0");
    this.faults = parts.faults;
    this.clock = parts.clock;
  }

  /**
   * Starts a server; it accepts connections when the promise resolves.
   * @throws {RangeError} for options out of range; the system's error when `port` is taken.
   */
  static async start(options: TestServerOptions = {}): Promise<TestServer> {
    const { dcIds, port, testMode, clockOffsetMs, saltLifetimeSec, sessionTtlSec } = resolveServerOptions(options);
    const rsaKey = options.rsaKey === undefined ? await ServerRsaKey.shared() : ServerRsaKey.fromPem(options.rsaKey);
    const secret = options.secret === undefined ? null : parseProxySecret(options.secret);
    const clock = new ServerClock(clockOffsetMs);
    const faults = new FaultRegistry();
    const statistics = new ServerStatistics();
    const dcs = new Map<number, DataCenter>();
    const transport = { secret, seenDigests: new Set<string>(), nowSec: () => clock.nowSec() };
    const ports: DcPorts[] = [];
    try {
      for (const id of dcIds) {
        const accept = (connection: Connection): void => {
          const dc = dcs.get(id);
          if (dc === undefined) connection.destroy();
          else connection.handler = new DcConnection(connection, dc, (dcId) => dcs.get(dcId));
        };
        ports.push(await DcPorts.open(id === dcIds[0] ? port : 0, { id, transport, accept }));
      }
      const dcOptions = ports.map((dc) => ({ id: dc.id, host: HOST, port: dc.port }));
      const info = { dcOptions, testMode, clock };
      const onError = (error: unknown): void => void statistics.failures.push(error);
      const world = options.service === undefined ? createServerWorld(info, { onError, ...options.world }) : null;
      if (world !== null) clock.onMove(() => world.runDue());
      const service = world ?? (await options.service?.(info));
      if (service === undefined) throw new TypeError("service must return what answers the calls");
      const shared = { testMode, rsaKey, clock, faults, statistics, saltLifetimeSec, sessionTtlSec, service };
      for (const dcId of dcIds) dcs.set(dcId, new DataCenter({ ...shared, dcId }));
      return new TestServer({ dcOptions, rsaKey, faults, clock, statistics, dcs, ports, world });
    } catch (error) {
      await closeAll(ports);
      throw error;
    }
  }

  /** Port of the first DC, where all transports but WebSocket are spoken. */
  get port(): number {
    return this.#parts.dcOptions[0]?.port ?? 0;
  }

  /** Port of the first DC for WebSocket: `ws://127.0.0.1:PORT/apiws`. */
  get wsPort(): number {
    return this.#parts.ports[0]?.wsPort ?? 0;
  }

  /**
   * Port for WebSocket of any DC.
   * @throws {RangeError} if there is no such DC.
   */
  wsPortOf(dcId: number): number {
    return this.#portsOf(dcId).wsPort;
  }

  /**
   * The people, bots and messages behind the server.
   * @throws {TypeError} if the server was started with a `service` of its own.
   */
  get world(): World {
    const { world } = this.#parts;
    if (world === null) throw new TypeError("this server has a service of its own instead of a world");
    return world;
  }

  /**
   * Puts a person into the world, who can sign in from now on.
   * @throws {TypeError | RangeError} naming the field that no account can have, or that another one has.
   */
  addUser(user: NewUser): Person {
    return this.world.addUser(user);
  }

  /**
   * Puts a bot into the world, which can sign in from now on.
   * @throws {TypeError | RangeError} naming the field that no account can have, or that another one has.
   */
  addBot(bot: NewBot): Person {
    return this.world.addBot(bot);
  }

  /**
   * Makes a basic group, as if its creator had done so with a client.
   * @throws {RpcFault} as a promise, for what a real server would refuse.
   */
  async createGroup(group: NewGroup): Promise<BasicGroup> {
    return this.world.createGroup(group);
  }

  /**
   * Makes a channel, a supergroup or a forum, as if its creator had done so with a client.
   * @throws {RpcFault} as a promise, for what a real server would refuse.
   */
  async createChannel(channel: NewChannel): Promise<Channel> {
    return this.world.createChannel(channel);
  }

  /** What has happened so far. */
  stats(): ServerStats {
    const { statistics, dcs, ports } = this.#parts;
    const dcList = [...dcs.values()];
    return {
      openSockets: sum(ports.map(({ openSockets }) => openSockets)),
      connections: statistics.connections,
      sessions: sum(dcList.map((dc) => dc.sessionCount)),
      keys: sum(dcList.map((dc) => dc.keyCount)),
      permanentKeysMade: statistics.permanentKeysMade,
      temporaryKeysMade: statistics.temporaryKeysMade,
      calls: Object.fromEntries(statistics.calls),
      badMessages: Object.fromEntries(statistics.badMessages),
      transportErrors: Object.fromEntries(statistics.transportErrors),
      failures: [...statistics.failures],
    };
  }

  /** Forgets auth keys, as real servers may at any time: their next packets get −404. */
  forgetKeys(kind: "all" | "temporary" = "all"): void {
    for (const dc of this.#parts.dcs.values()) dc.forgetKeys(kind);
  }

  /** Forgets all sessions, as a server that was restarted: answers under way are lost, the keys stay. */
  forgetSessions(): void {
    for (const dc of this.#parts.dcs.values()) dc.forgetSessions();
  }

  /** Resets every connection that is open now (TCP RST), or those to one DC. @throws {RangeError} if there is no such DC. */
  resetConnections(dcId?: number): void {
    for (const dc of this.#chosen(dcId)) dc.forEach((connection) => connection.reset());
  }

  /**
   * Every connection that is open now, or those to one DC, says nothing any more and hears nothing, and its socket
   * stays open: as when the network is gone without a word.
   * @throws {RangeError} if there is no such DC.
   */
  silenceConnections(dcId?: number): void {
    for (const dc of this.#chosen(dcId)) dc.forEach((connection) => connection.goDeaf());
  }

  /**
   * A DC goes down: its connections are closed and new ones are refused. Its keys and sessions stay.
   * @throws {RangeError} if there is no such DC.
   */
  async stopDc(dcId: number): Promise<void> {
    await this.#portsOf(dcId).down();
  }

  /** A DC is there again, on the same ports. @throws {RangeError} if there is no such DC; the system's error when a port is taken. */
  async startDc(dcId: number): Promise<void> {
    await this.#portsOf(dcId).up();
  }

  /**
   * Begins a story of what goes wrong: each step waits for the one before. It ends with the server.
   *
   * @example
   * const story = server.script()
   *   .onCall("messages.sendMessage").dropAnswer()
   *   .onCall("messages.sendMessage").flood(1)
   *   .stopDc(2).wait(100).startDc(2);
   * // … the test …
   * await story.done();
   */
  script(): FaultScript {
    return this.#stories.begin();
  }

  /** Closes all sockets and ports; may be called twice. Resolves when nothing of it is left. */
  async stop(): Promise<void> {
    this.#parts.world?.close();
    this.#stories.end();
    await closeAll(this.#parts.ports);
    this.forgetKeys();
  }

  #portsOf(dcId: number): DcPorts {
    const found = this.#parts.ports.find(({ id }) => id === dcId);
    if (found === undefined) throw new RangeError(`dcId: this server has no DC ${dcId}`);
    return found;
  }

  #chosen(dcId: number | undefined): readonly DcPorts[] {
    return dcId === undefined ? this.#parts.ports : [this.#portsOf(dcId)];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

interface ServerParts {
  readonly dcOptions: readonly DcAddress[];
  readonly rsaKey: ServerRsaKey;
  readonly faults: FaultRegistry;
  readonly clock: ServerClock;
  readonly statistics: ServerStatistics;
  readonly dcs: ReadonlyMap<number, DataCenter>;
  readonly ports: readonly DcPorts[];
  readonly world: World | null;
}

async function closeAll(ports: readonly DcPorts[]): Promise<void> {
  await Promise.all(ports.map((dc) => dc.close()));
}

/** DC that clients begin with. */
const USUAL_FIRST_DC = 2;

/** New accounts live where clients begin, so that nothing migrates unless a test wants it. */
function createServerWorld({ dcOptions, testMode, clock }: ServerInfo, options: TestServerOptions["world"]): World {
  const nearestDc = dcOptions.some(({ id }) => id === USUAL_FIRST_DC) ? USUAL_FIRST_DC : (dcOptions[0]?.id ?? 1);
  return createWorld({ nearestDc, ...options, schemaText, dcs: dcOptions, testMode, now: () => clock.nowMs() });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
