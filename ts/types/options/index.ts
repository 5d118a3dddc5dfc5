export type { AbortOptions, EditTextOptions, FormatOptions, ParseMode, SendMessageOptions, SendOptions } from "./SendOptions.js";
