import type { ConfirmRecoveryQuestion, PasswordQuestion, PhoneCodeQuestion } from "../auth/Question.js";

/** The questions of the terminal, word for word (spec/client.md §1.12). Each ends where the answer begins. */
export const WORDING = {
  phoneNumber: "Enter phone number: ",
  confirmPhone: (typed: string): string => `Is "${typed}" correct? (y/n): `,
  botToken: "Enter bot token: ",
  emailAddress: "Enter e-mail address: ",
  emailCode: "Enter e-mail code: ",
  confirmEmailReset: "Give this e-mail address up? (y/n): ",
  agree: "Do you agree to these terms? (y/n): ",
  age: (years: number): string => `Are you at least ${years} years old? (y/n): `,
  firstName: "Enter first name: ",
  lastName: "Enter last name (empty to skip): ",
  recoveryCode: "Enter recovery code (empty to go back): ",
  newPassword: "Enter new password (empty for none): ",
  newPasswordAgain: "Enter new password again: ",
  passwordHint: "Enter password hint (empty for none): ",
  signedIn: "Logged in successfully",
} as const;

export function phoneCodeWording(question: PhoneCodeQuestion): string {
  const { delivery } = question;
  switch (delivery.type) {
    case "flashCall":
      return "Enter the number that called: ";
    case "missedCall":
      return `Enter the last ${delivery.length} digits of the number that called: `;
    case "smsWord":
      return "Enter the word from the SMS: ";
    case "smsPhrase":
      return "Enter the phrase from the SMS: ";
    case "app":
    case "sms":
    case "call":
    case "firebaseSms":
    case "fragmentSms":
    case "unknown":
      // The first question is the seed's own; that a resend is possible stands in the explanations.
      return question.isRepeated && question.nextType !== null && question.resendInSec === 0
        ? "Enter phone code (empty to send it again): "
        : "Enter phone code: ";
    default:
      return delivery satisfies never;
  }
}

export function passwordWording(question: PasswordQuestion): string {
  return question.hasRecovery ? "Enter password (empty to recover): " : "Enter password: ";
}

export function confirmRecoveryWording(question: ConfirmRecoveryQuestion): string {
  return `Send a recovery code to ${question.emailPattern ?? "your recovery e-mail address"}? (y/n): `;
}

/** y, Y, yes: yes. Everything else: no. */
export function isYes(answer: string): boolean {
  return /^\s*y(es)?\s*$/i.test(answer);
}
