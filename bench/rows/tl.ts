import { everyTenth, history, sendMessage } from "../content.js";
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
  timedRow("tl-read-10-of-100", MICROSECONDS, (peer) => {
    const { name, toTl, encode, decode } = peer;
    if (!toTl || !encode || !decode) return null;
    const bytes = encode(toTl(history()));
    const read = peer.readSomeTexts ?? ((answer) => someTexts(decode(answer)));
    if (read(bytes).join() !== everyTenth(100).map(textOf).join()) throw new Error(`${name} read other texts`);
    return () => read(bytes);
  }),
  timedRow("tl-encode-sendMessage", NANOSECONDS, ({ toTl, encode }) => {
    if (!toTl || !encode) return null;
    const request = toTl(sendMessage());
    return () => encode(request);
  }),
];

const { messages } = history();

function textOf(index: number): string {
  const message = messages[index];
  return message?._ === "message" ? message.message : "";
}

/** What a library without lazy lists does: reads all, then looks at some. */
function someTexts(decoded: unknown): string[] {
  const { messages: read } = decoded as { readonly messages: readonly { readonly message: string }[] };
  return everyTenth(read.length).map((index) => read[index]?.message ?? "");
}

function countTexts(decoded: unknown): number {
  if (typeof decoded !== "object" || decoded === null || !("messages" in decoded)) return 0;
  const { messages } = decoded;
  return Array.isArray(messages) ? messages.length : 0;
}
