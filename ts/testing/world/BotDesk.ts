import { randomBytes } from "node:crypto";

import type { TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import type { Account } from "./Account.js";
import type { Agenda } from "./Agenda.js";
import type { Content } from "./StoredMessage.js";

/** A question to a bot that somebody waits for. */
interface Waiting {
  readonly botId: bigint;
  readonly kind: "callback" | "inline";
  readonly answer: (answer: TlObject) => void;
}

/** Answer to an inline query, which the asker may send from. */
export interface InlineAnswer {
  readonly bot: Account;
  readonly askerId: bigint;
  readonly query: string;
  /** InputBotInlineResults by id. */
  readonly results: ReadonlyMap<string, TlObject>;
}

/** A message that was sent by way of a bot, as inputBotInlineMessageID names it. */
export interface InlineMessage {
  readonly botId: bigint;
  readonly accessHash: bigint;
  readonly content: Content;
}

/** How many answers and inline messages are remembered. */
const REMEMBERED = 1000;

/** Callback and inline queries: who asks waits until the bot answers, or for so long. */
export class BotDesk {
  readonly #waiting = new Map<bigint, Waiting>();
  readonly #answers = new Map<bigint, InlineAnswer>();
  readonly #messages = new Map<bigint, InlineMessage>();

  constructor(
    private readonly agenda: Agenda,
    private readonly nowMs: () => number,
    private readonly timeoutMs: number,
  ) {}

  /**
   * Asks a bot.
   *
   * @param ask - sends the query under its id
   * @throws RpcFault BOT_RESPONSE_TIMEOUT
   */
  async ask(botId: bigint, kind: Waiting["kind"], ask: (queryId: bigint) => void): Promise<TlObject> {
    const queryId = randomId();
    return new Promise<TlObject>((resolve, reject) => {
      const cancel = this.agenda.at(this.nowMs() + this.timeoutMs, () => {
        this.#waiting.delete(queryId);
        reject(new RpcFault(400, "BOT_RESPONSE_TIMEOUT"));
      });
      const answer = (object: TlObject): void => {
        cancel();
        this.#waiting.delete(queryId);
        resolve(object);
      };
      this.#waiting.set(queryId, { botId, kind, answer });
      ask(queryId);
    });
  }

  /** @throws RpcFault QUERY_ID_INVALID when nobody waits for this bot's answer any more */
  answer(botId: bigint, kind: Waiting["kind"], queryId: bigint, answer: TlObject): void {
    const waiting = this.#waiting.get(queryId);
    if (waiting === undefined || waiting.botId !== botId || waiting.kind !== kind) {
      throw new RpcFault(400, "QUERY_ID_INVALID");
    }
    waiting.answer(answer);
  }

  /** Remembers results, so that one of them can be sent. */
  keepAnswer(queryId: bigint, answer: InlineAnswer): void {
    this.#answers.set(queryId, answer);
    forgetOldest(this.#answers);
  }

  answerOf(queryId: bigint): InlineAnswer | undefined {
    return this.#answers.get(queryId);
  }

  /** Remembers a message that was sent by way of a bot; the id names it to the bot. */
  keepMessage(message: Omit<InlineMessage, "accessHash">): { readonly id: bigint; readonly accessHash: bigint } {
    const id = randomId();
    const accessHash = randomId();
    this.#messages.set(id, { ...message, accessHash });
    forgetOldest(this.#messages);
    return { id, accessHash };
  }

  /** The id under which a message is known to the bot; null for one that was not sent by way of a bot. */
  inlineIdOf(content: Content): { readonly id: bigint; readonly accessHash: bigint } | null {
    for (const [id, message] of this.#messages) {
      if (message.content === content) {
        return { id, accessHash: message.accessHash };
      }
    }
    return null;
  }

  messageOf(id: bigint): InlineMessage | undefined {
    return this.#messages.get(id);
  }
}

function randomId(): bigint {
  return randomBytes(8).readBigInt64LE(0);
}

function forgetOldest(map: Map<bigint, unknown>): void {
  for (const oldest of map.keys()) {
    if (map.size <= REMEMBERED) {
      break;
    }
    map.delete(oldest);
  }
}
