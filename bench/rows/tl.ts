import { history, sendMessage } from "../content.js";
import type { Row } from "../Row.js";
import { MICROSECONDS, NANOSECONDS, timedRow } from "../Row.js";

/** Every library works at its own layer, with the same content. */
export const tlRows: readonly Row[] = [
  timedRow("tl-decode-100-messages", MICROSECONDS, ({ name, toTl, encode, decode }) => {
    if (!toTl || !encode || !decode) return null;
    const bytes = encode(toTl(history()));
    if (countTexts(decode(bytes)) !== 100) throw new Error(`${name} lost messages`);
    return () => decode(bytes);
  }),
  timedRow("tl-encode-sendMessage", NANOSECONDS, ({ toTl, encode }) => {
    if (!toTl || !encode) return null;
    const request = toTl(sendMessage());
    return () => encode(request);
  }),
];

function countTexts(decoded: unknown): number {
  if (typeof decoded !== "object" || decoded === null || !("messages" in decoded)) return 0;
  const { messages } = decoded;
  return Array.isArray(messages) ? messages.length : 0;
}
