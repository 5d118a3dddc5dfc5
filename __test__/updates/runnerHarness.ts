import { setImmediate } from "node:timers/promises";
import type { StoredUpdateBox } from "../../ts/storage/index.js";
import type { tl, TlRequest } from "../../ts/tl/index.js";
import { UpdatesRunner, type UpdateContext, type UpdatesGap, type UpdatesRunnerOptions } from "../../ts/updates/index.js";
import { FakeClock } from "./FakeClock.js";

export const SELF_ID = 1;

/** A runner with a fake clock, a store and a server that a test scripts. */
export interface Harness {
  readonly runner: UpdatesRunner;
  readonly clock: FakeClock;
  readonly stored: Map<number, StoredUpdateBox>;
  /** Texts of messages, or kinds of updates, as handlers saw them. */
  readonly handled: string[];
  readonly asked: TlRequest[];
  readonly gaps: UpdatesGap[];
  readonly logged: string[];
  readonly start: (catchUp?: boolean) => Promise<void>;
}

export interface HarnessOptions extends Partial<UpdatesRunnerOptions> {
  readonly stored?: readonly StoredUpdateBox[];
  /** Answers a call; throws what the server would refuse with. @default nothing is missing */
  readonly answer?: (request: TlRequest) => unknown;
  readonly handle?: (update: tl.Update, context: UpdateContext) => unknown;
}

export function accountBox(pts: number, more: Partial<StoredUpdateBox> = {}): StoredUpdateBox {
  return { boxId: 0, pts, qts: 0, date: 100, seq: 1, knownPts: pts, done: "", ...more };
}

export function channelBox(boxId: number, pts: number, more: Partial<StoredUpdateBox> = {}): StoredUpdateBox {
  return { boxId, pts, qts: 0, date: 0, seq: 0, knownPts: pts, done: "", ...more };
}

export const EMPTY: tl.UpdatesDifference = { _: "updates.differenceEmpty", date: 100, seq: 1 };

export function createHarness({ stored: before = [accountBox(10)], answer, handle, ...more }: HarnessOptions = {}): Harness {
  const clock = new FakeClock();
  const stored = new Map(before.map((box) => [box.boxId, box]));
  const handled: string[] = [];
  const asked: TlRequest[] = [];
  const gaps: UpdatesGap[] = [];
  const logged: string[] = [];
  const note = (message: string): void => void logged.push(message);
  const runner = new UpdatesRunner({
    invoke: async (request) => {
      asked.push(request);
      const given = await answer?.(request);
      if (given !== undefined) return given;
      if (request._ === "updates.getChannelDifference") return { _: "updates.channelDifferenceEmpty", final: true, pts: request.pts };
      return request._ === "updates.getState" ? { _: "updates.state", pts: 10, qts: 0, date: 100, seq: 1, unreadCount: 0 } : EMPTY;
    },
    deliver: async (update, context) => {
      handled.push(nameOf(update));
      await handle?.(update, context);
    },
    learnPeers: () => {},
    knows: () => true,
    inputChannelOf: () => null,
    store: {
      loadUpdateBoxes: async () => [...stored.values()],
      saveUpdateBoxes: async (boxes) => boxes.forEach((box) => stored.set(box.boxId, box)),
    },
    onGap: (gap) => void gaps.push(gap),
    log: { debug: () => {}, warn: note, error: note },
    workers: 4,
    clock,
    ...more,
  });
  const start = async (catchUp = true): Promise<void> => {
    await runner.start({ selfId: SELF_ID, catchUp });
    await settle();
  };
  return { runner, clock, stored, handled, asked, gaps, logged, start };
}

/** Lets everything run that waits for nothing but promises. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await setImmediate();
}

/** A message from a person, at this pts. */
export function privateMessage(id: number, pts: number, userId = 11): tl.Updates {
  return { _: "updateShortMessage", id, userId, message: `m${id}`, pts, ptsCount: 1, date: 100 };
}

export function rawMessage(id: number, peerId: tl.Peer = { _: "peerUser", userId: 11 }, date = 100): tl.RawMessage {
  return { _: "message", id, peerId, fromId: { _: "peerUser", userId: 11 }, date, message: `m${id}` };
}

export function channelMessage(channelId: number, id: number, pts: number): tl.Updates {
  const update: tl.Update = { _: "updateNewChannelMessage", message: rawMessage(id, { _: "peerChannel", channelId }), pts, ptsCount: 1 };
  return { _: "updateShort", update, date: 100 };
}

function nameOf(update: tl.Update): string {
  const { message } = { message: undefined, ...update };
  return typeof message === "object" && "message" in message && typeof message.message === "string" ? message.message : update._;
}
