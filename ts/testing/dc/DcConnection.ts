import type { WireAction, WireMoment } from "../faults/Fault.js";
import { act } from "../faults/wireActions.js";
import { ExchangeRefusal, ServerExchange } from "../handshake/ServerExchange.js";
import type { Connection, ConnectionHandler } from "../listener/Connection.js";
import type { Frame } from "../listener/FrameCodec.js";
import { openMessage } from "../session/messageCipher.js";
import { MsgIds } from "../session/MsgIds.js";
import { receiveMessage } from "../session/receiveMessage.js";
import type { ServerSession } from "../session/ServerSession.js";
import type { SessionLink } from "../session/SessionHost.js";
import type { DataCenter } from "./DataCenter.js";

/**
 * Tells what the packets of one connection are: plaintext ones belong to the key exchange, all others
 * to the session of their key. It is the only place that knows both.
 */
export class DcConnection implements ConnectionHandler, SessionLink {
  readonly #connection: Connection;
  /** The DC of the port, or the one that the client has asked a proxy for. */
  #dc: DataCenter;
  readonly #route: (dcId: number) => DataCenter | undefined;
  #exchange: ServerExchange | null = null;
  readonly #msgIds: MsgIds;
  /** Sessions that have used this connection. */
  readonly #sessions = new Set<ServerSession>();
  #closeTimer: NodeJS.Timeout | null = null;
  /** A fault that needs to know the transport waits here for the first packet. */
  #waitingAction: WireAction | null = null;
  #hasSeenPacket = false;
  #hasSeenEncrypted = false;

  /** `route` finds the DC for clients that came by way of a proxy secret. */
  constructor(connection: Connection, dc: DataCenter, route: (dcId: number) => DataCenter | undefined) {
    this.#connection = connection;
    this.#dc = dc;
    this.#route = route;
    this.#msgIds = new MsgIds(dc.clock);
    dc.statistics.connections += 1;
    const pace = dc.faults.take("pace", dc.dcId);
    if (pace !== null) {
      connection.pace = { delayMs: pace.delayMs ?? 0, segmentBytes: pace.segmentBytes ?? 0 };
    }
    const action = this.#faultAt("connect");
    if (action === "reset" || action === "close" || action === "silence") act(this, action);
    else this.#waitingAction = action;
  }

  get isOpen(): boolean {
    return this.#connection.isOpen;
  }

  get transport(): Connection["transport"] {
    return this.#connection.transport;
  }

  frame(frame: Frame): void | Promise<void> {
    if (!this.#hasSeenPacket) {
      this.#hasSeenPacket = true;
      const { proxyDcId } = this.#connection;
      if (proxyDcId !== null) this.#dc = this.#route(proxyDcId) ?? this.#dc;
    }
    if (this.#waitingAction !== null) {
      act(this, this.#waitingAction);
      return;
    }
    const { payload } = frame;
    if (payload.length < PLAIN_HEADER) return this.refuse(-404);
    if (payload.readBigUInt64LE(0) === 0n) return this.#plain(payload);
    this.#encrypted(frame);
  }

  closed(): void {
    if (this.#closeTimer !== null) clearTimeout(this.#closeTimer);
    for (const session of this.#sessions) session.detach(this);
    this.#sessions.clear();
  }

  failed(error: unknown): void {
    this.#dc.statistics.failures.push(error);
  }

  send(packet: Uint8Array): void {
    this.#connection.send(packet);
  }

  sendUnframed(bytes: Buffer): void {
    this.#connection.sendUnframed(bytes);
  }

  close(): void {
    this.#connection.close();
  }

  closeAfter(seconds: number): void {
    if (this.#closeTimer !== null) clearTimeout(this.#closeTimer);
    const delayMs = Math.min(Math.max(seconds, 0) * 1000, LONGEST_TIMER_MS);
    this.#closeTimer = setTimeout(() => this.close(), delayMs);
  }

  reset(): void {
    this.#connection.reset();
  }

  goDeaf(): void {
    this.#connection.goDeaf();
  }

  /** Sends a transport error and closes, as the front ends of real servers do. */
  refuse(transportError: number): void {
    const { statistics } = this.#dc;
    statistics.count(statistics.transportErrors, transportError);
    this.#connection.sendTransportError(transportError);
    this.#connection.close();
  }

  async #plain(payload: Buffer): Promise<void> {
    const length = payload.readUInt32LE(16);
    if (length > payload.length - PLAIN_HEADER) return this.refuse(-404);
    this.#exchange ??= new ServerExchange(this.#dc);
    try {
      const reply = await this.#exchange.receive(payload.subarray(PLAIN_HEADER, PLAIN_HEADER + length));
      const action = this.#faultAt(reply.step);
      if (action !== null) act(this, action);
      else this.#sendPlain(reply.body);
    } catch (error) {
      if (!(error instanceof ExchangeRefusal)) throw error;
      this.refuse(error.transportError);
    }
  }

  #sendPlain(body: Buffer): void {
    const header = Buffer.alloc(PLAIN_HEADER);
    header.writeBigUInt64LE(this.#msgIds.next(true), 8);
    header.writeUInt32LE(body.length, 16);
    this.#connection.send(Buffer.concat([header, body]));
  }

  #encrypted({ payload, quickAck }: Frame): void {
    const action =
      (this.#hasSeenEncrypted ? null : this.#faultAt("firstEncrypted")) ?? this.#faultAt("encrypted");
    this.#hasSeenEncrypted = true;
    if (action !== null) return act(this, action);
    const key = this.#dc.findKey(payload.readBigUInt64LE(0));
    const message = key && openMessage(key, payload);
    // Whatever is wrong, the answer is the same.
    if (!key || !message || message.sessionId === 0n) return this.refuse(-404);
    const session = this.#dc.session(key, message.sessionId);
    if (session === undefined) return this.refuse(-404);
    if (quickAck) this.#connection.sendQuickAck(message.quickAckToken);
    this.#sessions.add(session);
    receiveMessage(this.#dc, session, this, message);
  }

  #faultAt(moment: WireMoment): WireAction | null {
    return this.#dc.faults.take("wire", this.#dc.dcId, ({ at }) => at === moment)?.action ?? null;
  }
}

/** `auth_key_id`, message id and length of a plaintext packet; the least that any packet has. */
const PLAIN_HEADER = 20;
/** Timers of Node cannot wait longer. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
