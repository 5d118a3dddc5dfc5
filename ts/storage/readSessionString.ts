import { SessionStringError } from "../errors/index.js";
import { isDcId } from "./checkStored.js";
import { recogniseString } from "./recogniseString.js";
import type { StoredSession } from "./Storage.js";

/** Where the fields of one form stand (spec/client.md §2.2). */
interface Form {
  readonly characters: number;
  readonly byteLength: number;
  readonly apiIdAt: number | null;
  readonly testModeAt: number;
  readonly keyAt: number;
  readonly userIdAt: number;
  readonly userIdBytes: 4 | 8;
}

const FORMS: readonly Form[] = [
  // Pyrogram up to 1.2, and 1.4 for ids below 2^31.
  { characters: 351, byteLength: 263, apiIdAt: null, testModeAt: 1, keyAt: 2, userIdAt: 258, userIdBytes: 4 },
  // Pyrogram 1.3 and 1.4 for other ids.
  { characters: 356, byteLength: 267, apiIdAt: null, testModeAt: 1, keyAt: 2, userIdAt: 258, userIdBytes: 8 },
  // Pyrogram 2, Hydrogram, Heliogram.
  { characters: 362, byteLength: 271, apiIdAt: 1, testModeAt: 5, keyAt: 6, userIdAt: 262, userIdBytes: 8 },
];

/**
 * Reads a session string of Hydrogram, of any Pyrogram, or of Heliogram itself. White space and
 * quotation marks that came along with the text do no harm. `apiId` is null in the old forms.
 *
 * @throws {SessionStringError} saying what the text is instead; it never quotes the text.
 */
export function readSessionString(text: string): StoredSession {
  if (typeof text !== "string") throw new TypeError("text must be a string");
  const bare = text.replace(/[\s"'`\u2018\u2019\u201c\u201d]/g, "").replace(/=+$/, "");
  if (bare === "") throw new SessionStringError("The session string is empty.");
  const form = FORMS.find(({ characters }) => characters === bare.length);
  const session = form && isBase64Url(bare) ? readForm(Buffer.from(bare, "base64url"), form) : null;
  if (session !== null) return session;
  throw new SessionStringError(explain(bare, form !== undefined));
}

/** `null` when the bytes are none of this form. */
function readForm(bytes: Buffer, form: Form): StoredSession | null {
  if (bytes.byteLength !== form.byteLength) return null;
  const dcId = bytes.readUInt8(0);
  const testMode = bytes.readUInt8(form.testModeAt);
  const authKey = new Uint8Array(bytes.subarray(form.keyAt, form.keyAt + 256));
  const userId = form.userIdBytes === 4 ? BigInt(bytes.readUInt32BE(form.userIdAt)) : bytes.readBigUInt64BE(form.userIdAt);
  const isBot = bytes.readUInt8(form.byteLength - 1);
  if (!isDcId(dcId) || testMode > 1 || isBot > 1) return null;
  if (userId === 0n || userId > BigInt(Number.MAX_SAFE_INTEGER)) return null;
  if (authKey.every((byte) => byte === 0)) return null;
  return {
    dcId,
    apiId: form.apiIdAt === null ? null : bytes.readUInt32BE(form.apiIdAt) || null,
    testMode: testMode === 1,
    authKey,
    userId: Number(userId),
    isBot: isBot === 1,
    date: 0,
  };
}

function explain(bare: string, hasRightLength: boolean): string {
  const other = recogniseString(bare);
  if (other === "bot token") return "That is a bot token, not a session string; pass it as botToken.";
  if (other !== null) return `That is a ${other} session string, which cannot be used here; sign in anew, or convert it first.`;
  const wrong = /[^A-Za-z0-9_-]/u.exec(bare);
  if (wrong !== null) {
    return `The session string has a character that cannot be in one ("${wrong[0]}", number ${wrong.index + 1} without white space).`;
  }
  if (!hasRightLength) {
    return `The session string is cut off or has something added: it has ${bare.length} characters instead of 351, 356 or 362.`;
  }
  return "The session string has the right length but is damaged: its fields make no sense.";
}

function isBase64Url(text: string): boolean {
  return /^[A-Za-z0-9_-]+$/.test(text);
}
