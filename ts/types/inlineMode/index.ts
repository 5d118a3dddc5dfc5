export { ChosenInlineResult } from "./ChosenInlineResult.js";
export { inlineMessageIdOf, parseInlineMessageId } from "./inlineMessageId.js";
export { InlineQuery } from "./InlineQuery.js";
export * from "./InlineQueryResult.js";
