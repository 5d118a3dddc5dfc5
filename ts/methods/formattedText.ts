import { UnknownPeerError } from "../errors/index.js";
import { checkParseMode, normalizeText, parseText, type ParseMode } from "../text/index.js";
import type { tl } from "../tl/index.js";
import type { MethodClient } from "./MethodClient.js";

/** A text as calls that send take it. */
export interface SendableText {
  readonly message: string;
  readonly entities: tl.MessageEntity[] | undefined;
}

/** How a text's formatting is given. */
export interface TextFormat {
  /** @default the client's */
  readonly parseMode?: ParseMode | undefined;
  /** Formatting that is known already; marks in the text are then not read. */
  readonly entities?: readonly tl.MessageEntity[] | undefined;
}

/**
 * Reads the formatting of a text and cleans it as the server will. Mentions of users by id get what Telegram needs to
 * know them; those of users never met become plain text, as in every client.
 *
 * @throws TypeError naming the parameter when the text is no string, TextError when its formatting is broken
 */
export async function formattedText(client: MethodClient, text: string, { parseMode, entities }: TextFormat = {}, parameter = "text"): Promise<SendableText> {
  if (typeof text !== "string") throw new TypeError(`${parameter} must be a string`);
  if (parseMode !== undefined) checkParseMode(parseMode, "parseMode");
  const parsed = entities === undefined ? parseText(parseMode ?? client.parseMode, text) : { text, entities };
  const clean = normalizeText(parsed.text, parsed.entities);
  const sendable = await withMentions(client, clean.entities);
  return { message: clean.text, entities: sendable.length > 0 ? sendable : undefined };
}

/** Like `formattedText`, for what may not be empty. @throws RangeError naming the parameter */
export async function requireText(client: MethodClient, text: string, format?: TextFormat, parameter = "text"): Promise<SendableText> {
  const formatted = await formattedText(client, text, format, parameter);
  if (formatted.message === "") throw new RangeError(`${parameter} must hold more than blanks`);
  return formatted;
}

async function withMentions(client: MethodClient, entities: readonly tl.MessageEntity[]): Promise<tl.MessageEntity[]> {
  const sendable: tl.MessageEntity[] = [];
  for (const entity of entities) {
    if (entity._ !== "messageEntityMentionName") {
      sendable.push(entity);
      continue;
    }
    try {
      const { offset, length, userId } = entity;
      sendable.push({ _: "inputMessageEntityMentionName", offset, length, userId: await client.resolveUser(userId) });
    } catch (error) {
      if (!(error instanceof UnknownPeerError || error instanceof RangeError)) throw error;
    }
  }
  return sendable;
}
