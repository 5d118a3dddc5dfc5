import * as methods from "../methods/bots/index.js";
import type { BotCommandsOptions, GameMessage, GetInlineBotResultsOptions, RequestCallbackAnswerOptions, SetBotDefaultPrivilegesOptions, SetChatMenuButtonOptions, SetGameScoreOptions } from "../methods/bots/index.js";
import type { PeerLike } from "../peers/index.js";
import type { tl } from "../tl/index.js";
import type { AnswerCallbackOptions, AnswerInlineOptions, BotCommand, ChatPrivileges, GameHighScore, InlineQueryResult, MenuButton, Message, SendOptions, SentWebAppMessage } from "../types/index.js";
import { PasswordMethods } from "./PasswordMethods.js";

/** What bots do, and what users do with bots. Each method is a function of ts/methods/bots/. */
export abstract class BotMethods extends PasswordMethods {
  /**
   * Answers the press of an inline button: without an answer the button keeps on waiting for a while. Bots
   * only. {@link methods.answerCallbackQuery}
   */
  async answerCallbackQuery(callbackQueryId: bigint, options: AnswerCallbackOptions = {}): Promise<void> {
    return methods.answerCallbackQuery(this.methodClient(), callbackQueryId, options);
  }

  /** Answers an inline query with up to 50 results. Bots only. {@link methods.answerInlineQuery} */
  async answerInlineQuery(inlineQueryId: bigint, results: readonly InlineQueryResult[], options: AnswerInlineOptions = {}): Promise<void> {
    return methods.answerInlineQuery(this.methodClient(), inlineQueryId, results, options);
  }

  /**
   * Sends a message in the name of the person who used a web app of the bot. Bots only. {@link
   * methods.answerWebAppQuery}
   */
  async answerWebAppQuery(webAppQueryId: string, result: InlineQueryResult): Promise<SentWebAppMessage> {
    return methods.answerWebAppQuery(this.methodClient(), webAppQueryId, result);
  }

  /** Sets the list of commands in the bot's menu. Bots only. {@link methods.setBotCommands} */
  async setBotCommands(commands: readonly BotCommand[], options: BotCommandsOptions = {}): Promise<void> {
    return methods.setBotCommands(this.methodClient(), commands, options);
  }

  /** The list of commands in the bot's menu. Bots only. {@link methods.getBotCommands} */
  async getBotCommands(options: BotCommandsOptions = {}): Promise<BotCommand[]> {
    return methods.getBotCommands(this.methodClient(), options);
  }

  /** Takes a list of commands away; a wider one counts then. Bots only. {@link methods.deleteBotCommands} */
  async deleteBotCommands(options: BotCommandsOptions = {}): Promise<void> {
    return methods.deleteBotCommands(this.methodClient(), options);
  }

  /** Chooses the button beside the input field of a chat with the bot. Bots only. {@link methods.setChatMenuButton} */
  async setChatMenuButton(options: SetChatMenuButtonOptions = {}): Promise<void> {
    return methods.setChatMenuButton(this.methodClient(), options);
  }

  /** The button beside the input field of a chat with the bot. Bots only. {@link methods.getChatMenuButton} */
  async getChatMenuButton(options: Pick<SetChatMenuButtonOptions, "chatId"> = {}): Promise<MenuButton> {
    return methods.getChatMenuButton(this.methodClient(), options);
  }

  /**
   * Sets which rights apps suggest when somebody makes the bot an administrator. Bots only. {@link
   * methods.setBotDefaultPrivileges}
   */
  async setBotDefaultPrivileges(options: SetBotDefaultPrivilegesOptions = {}): Promise<void> {
    return methods.setBotDefaultPrivileges(this.methodClient(), options);
  }

  /**
   * Which rights apps suggest when somebody makes the bot an administrator; null when none are set. Bots
   * only. {@link methods.getBotDefaultPrivileges}
   */
  async getBotDefaultPrivileges(options: Pick<SetBotDefaultPrivilegesOptions, "forChannels"> = {}): Promise<ChatPrivileges | null> {
    return methods.getBotDefaultPrivileges(this.methodClient(), options);
  }

  /** Sends a game of the bot. Bots only. {@link methods.sendGame} */
  async sendGame(chatId: PeerLike, gameShortName: string, options: SendOptions = {}): Promise<Message> {
    return methods.sendGame(this.methodClient(), chatId, gameShortName, options);
  }

  /** Sets somebody's score in a game of the bot. Bots only. {@link methods.setGameScore} */
  async setGameScore(userId: PeerLike, score: number, options: SetGameScoreOptions = {}): Promise<Message | null> {
    return methods.setGameScore(this.methodClient(), userId, score, options);
  }

  /** Somebody's place in the table of a game, and those around it. Bots only. {@link methods.getGameHighScores} */
  async getGameHighScores(userId: PeerLike, chatId: PeerLike, options: Pick<GameMessage, "messageId"> = {}): Promise<GameHighScore[]> {
    return methods.getGameHighScores(this.methodClient(), userId, chatId, options);
  }

  /** What a bot offers in inline mode. Users only. {@link methods.getInlineBotResults} */
  async getInlineBotResults(bot: PeerLike, options: GetInlineBotResultsOptions = {}): Promise<tl.MessagesBotResults> {
    return methods.getInlineBotResults(this.methodClient(), bot, options);
  }

  /** Sends one of the results that a bot offered. Users only. {@link methods.sendInlineBotResult} */
  async sendInlineBotResult(chatId: PeerLike, queryId: bigint, resultId: string, options: SendOptions = {}): Promise<Message | null> {
    return methods.sendInlineBotResult(this.methodClient(), chatId, queryId, resultId, options);
  }

  /** Presses an inline button of a bot, as a user does. Users only. {@link methods.requestCallbackAnswer} */
  async requestCallbackAnswer(chatId: PeerLike, messageId: number, callbackData: string | Uint8Array, options: RequestCallbackAnswerOptions = {}): Promise<tl.MessagesBotCallbackAnswer> {
    return methods.requestCallbackAnswer(this.methodClient(), chatId, messageId, callbackData, options);
  }
}
