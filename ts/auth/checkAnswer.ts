import type { Answer, Question } from "./Question.js";

/** @throws {TypeError} naming the question, when an answer is not of its type: web forms hand in anything. */
export function checkAnswer(question: Question, answer: Answer): void {
  switch (question.kind) {
    case "confirmPhone":
    case "confirmEmailReset":
    case "confirmRecovery":
      return demand(question, typeof answer === "boolean", "a boolean");
    case "newPassword":
      return demand(question, answer === null || hasTexts(answer, "password", "hint"), "{ password, hint } or null");
    case "signUp":
      return demand(question, answer === null || hasTexts(answer, "firstName", "lastName"), "{ firstName, lastName } or null");
    case "phoneNumber":
    case "botToken":
    case "phoneCode":
    case "emailAddress":
    case "emailCode":
    case "password":
    case "recoveryCode":
      return demand(question, typeof answer === "string", "a string");
    default:
      return question satisfies never;
  }
}

function demand(question: Question, holds: boolean, wanted: string): void {
  if (!holds) throw new TypeError(`The answer to "${question.kind}" must be ${wanted}.`);
}

function hasTexts(answer: unknown, ...fields: readonly string[]): boolean {
  if (typeof answer !== "object" || answer === null) return false;
  const found = new Map<string, unknown>(Object.entries(answer));
  return fields.every((field) => typeof found.get(field) === "string");
}
