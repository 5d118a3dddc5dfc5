import type { Message } from "./Message.js";

/** What was asked, by the answer. */
const questions = new WeakMap<object, Message>();

export const sentMessageOf = (answer: object): Message | null => questions.get(answer) ?? null;

/** For `ask`: lets `answer.sentMessage` be the message that asked. */
export function setSentMessage(answer: object, question: Message): void {
  questions.set(answer, question);
}
