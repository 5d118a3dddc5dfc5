import type { PeerLike } from "../../peers/index.js";
import type { TextLike } from "../../text/index.js";
import type { tl } from "../../tl/index.js";
import { InputPollOption, type Message, type SendPollOptions } from "../../types/index.js";
import { flag, unixTime } from "../checkArguments.js";
import { formattedText, requireText, type SendableText } from "../formattedText.js";
import type { MethodClient } from "../MethodClient.js";
import { sendMedia } from "./sendMedia.js";

/**
 * Sends a poll or a quiz.
 *
 * @param question up to 255 characters
 * @param options the answers, 2 to 12 of up to 100 characters
 * @throws {TypeError}, {RangeError} naming the argument
 * @throws {RpcError} POLL_ANSWERS_INVALID, POLL_OPTION_INVALID, QUIZ_CORRECT_ANSWERS_EMPTY …
 * @example
 * await sendPoll(client, -100123, "Tea or coffee?", ["Tea", "Coffee"], { isAnonymous: false });
 */
export async function sendPoll(
  client: MethodClient,
  chatId: PeerLike,
  question: TextLike,
  options: readonly (TextLike | InputPollOption)[],
  more: SendPollOptions = {},
): Promise<Message> {
  if (!Array.isArray(options) || options.length < 2 || options.length > 12) throw new RangeError("options must be an array of 2 to 12 answers");
  const { isAnonymous = true, type = "regular", allowsMultipleAnswers, openPeriod, closeDate, isClosed } = more;
  if (type !== "regular" && type !== "quiz") throw new RangeError('type must be "regular" or "quiz"');
  const asked = await requireText(client, question, { parseMode: more.questionParseMode, entities: more.questionEntities }, "question");
  const answers = options.map(async (option: TextLike | InputPollOption, index): Promise<tl.PollAnswer> => {
    const { text, textParseMode, textEntities } = pollOption(option);
    const answer = await requireText(client, text, { parseMode: textParseMode, entities: textEntities }, "options");
    return { _: "pollAnswer", text: textWithEntities(answer), option: Uint8Array.of(index) };
  });
  const poll: tl.Poll = {
    _: "poll",
    id: 0n,
    question: textWithEntities(asked),
    answers: await Promise.all(answers),
    closed: flag(isClosed),
    publicVoters: flag(!isAnonymous),
    multipleChoice: flag(allowsMultipleAnswers),
    quiz: flag(type === "quiz"),
    closePeriod: openPeriod,
    closeDate: unixTime(closeDate, "closeDate"),
    hash: 0n,
  };
  return sendMedia(client, chatId, { _: "inputMediaPoll", poll, ...(await quizFields(client, options.length, type, more)) }, more);
}

/** A plain text is taken as it stands: answers are short, and marks in them rarely meant. */
function pollOption(option: TextLike | InputPollOption): InputPollOption {
  if (typeof option === "string") return new InputPollOption(option, { textParseMode: "disabled" });
  if (typeof option !== "object" || option === null) throw new TypeError("options must be texts or InputPollOptions");
  return "entities" in option ? new InputPollOption(option) : option;
}

/** What only a quiz has. @throws RangeError when it has no right answer */
async function quizFields(
  client: MethodClient,
  count: number,
  type: "regular" | "quiz",
  { correctOptionId, explanation, explanationParseMode, explanationEntities }: SendPollOptions,
): Promise<Pick<tl.RawInputMediaPoll, "correctAnswers" | "solution" | "solutionEntities">> {
  if (type === "regular") return {};
  if (correctOptionId === undefined || !Number.isInteger(correctOptionId) || correctOptionId < 0 || correctOptionId >= count) {
    throw new RangeError(`correctOptionId must be the place of an answer, 0 to ${count - 1}`);
  }
  const correctAnswers = [correctOptionId];
  if (explanation === undefined) return { correctAnswers };
  const { message, entities } = await formattedText(
    client,
    explanation,
    { parseMode: explanationParseMode, entities: explanationEntities },
    "explanation",
  );
  return { correctAnswers, solution: message, solutionEntities: entities ?? [] };
}

function textWithEntities({ message, entities }: SendableText): tl.TextWithEntities {
  return { _: "textWithEntities", text: message, entities: entities ?? [] };
}
