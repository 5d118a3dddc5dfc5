export type { FormattedText, TextLike } from "./FormattedText.js";
export { normalizeText } from "./normalizeText.js";
export { checkParseMode, type ParseMode } from "./ParseMode.js";
export { parseText } from "./parseText.js";
export { unparseText } from "./unparseText.js";
export { splitText } from "./splitText.js";
export { html, md, type TemplateValue } from "./templates.js";
