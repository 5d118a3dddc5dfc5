export { answerCallbackQuery } from "./answerCallbackQuery.js";
export { answerInlineQuery } from "./answerInlineQuery.js";
export { answerWebAppQuery } from "./answerWebAppQuery.js";
export { setBotCommands, getBotCommands, deleteBotCommands, type BotCommandsOptions } from "./botCommands.js";
export { setChatMenuButton, getChatMenuButton, setBotDefaultPrivileges, getBotDefaultPrivileges, type SetChatMenuButtonOptions, type SetBotDefaultPrivilegesOptions } from "./botDefaults.js";
export { sendGame, setGameScore, getGameHighScores, type GameMessage, type SetGameScoreOptions } from "./games.js";
export { getInlineBotResults, sendInlineBotResult, type GetInlineBotResultsOptions } from "./inlineBots.js";
export { requestCallbackAnswer, type RequestCallbackAnswerOptions } from "./requestCallbackAnswer.js";
