export { InputPollOption, type InputPollOptionOptions } from "./InputPollOption.js";
export { InputTextMessageContent, type InputMessageContent, type InputTextMessageContentOptions } from "./InputTextMessageContent.js";
