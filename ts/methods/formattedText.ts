import { UnknownPeerError } from "../errors/index.js";
import { checkParseMode, normalizeText, parseText, type ParseMode, type TextLike } from "../text/index.js";
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
 * @throws TypeError naming the parameter when it is no text, TextError when its formatting is broken
 */
export async function formattedText(client: MethodClient, text: TextLike, { parseMode, entities }: TextFormat = {}, parameter = "text"): Promise<SendableText> {
  if (parseMode !== undefined) checkParseMode(parseMode, "parseMode");
  const parsed = typeof text === "string" ? read(text, parseMode ?? client.parseMode, entities) : checkFormatted(text, parameter);
  const clean = normalizeText(parsed.text, parsed.entities);
  const sendable = await withMentions(client, clean.entities);
  return { message: clean.text, entities: sendable.length > 0 ? sendable : undefined };
}

/** Like `formattedText`, for what may not be empty. @throws RangeError naming the parameter */
export async function requireText(client: MethodClient, text: TextLike, format?: TextFormat, parameter = "text"): Promise<SendableText> {
  const formatted = await formattedText(client, text, format, parameter);
  if (formatted.message === "") throw new RangeError(`${parameter} must hold more than blanks`);
  return formatted;
}

function read(text: string, parseMode: ParseMode, entities: TextFormat["entities"]): Exclude<TextLike, string> {
  return entities === undefined ? parseText(parseMode, text) : { text, entities };
}

function checkFormatted(text: Exclude<TextLike, string>, parameter: string): Exclude<TextLike, string> {
  if (typeof text?.text === "string" && Array.isArray(text.entities)) return text;
  throw new TypeError(`${parameter} must be a string, or a text with its entities`);
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
