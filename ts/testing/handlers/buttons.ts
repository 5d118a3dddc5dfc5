import { isObject, markupOfToday, type TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import { bytes, child, children } from "./fields.js";
import type { SignedInCall } from "./Handler.js";
import { findUser } from "./peers.js";

/** Longest data of a callback button, bytes. */
const MAX_CALLBACK_DATA = 64;

/**
 * The markup of a request as it is kept; null for none, and for people, who cannot send any.
 *
 * @throws RpcFault BUTTON_DATA_INVALID, BUTTON_TEXT_INVALID, BUTTON_USER_INVALID
 */
export function buttonsOf(call: SignedInCall, markup = call.request["replyMarkup"]): TlObject | null {
  if (!isObject(markup) || !call.account.isBot) {
    return null;
  }
  if (markup["rows"] === undefined) {
    return markup;
  }
  const today = markupOfToday(markup);
  const rows = children(today, "rows").filter((row) => children(row, "buttons").length > 0);
  return { ...today, rows: rows.map((row) => ({ _: row._, buttons: children(row, "buttons").map((button) => checked(call, button)) })) };
}

function checked(call: SignedInCall, button: TlObject): TlObject {
  if (typeof button["text"] !== "string" || button["text"] === "") {
    throw new RpcFault(400, "BUTTON_TEXT_INVALID");
  }
  const type = button["type"];
  if (!isObject(type)) {
    return button;
  }
  if (type._ === "inlineButtonTypeCallback" && bytes(type, "data").byteLength > MAX_CALLBACK_DATA) {
    throw new RpcFault(400, "BUTTON_DATA_INVALID");
  }
  if (type._ === "inputInlineButtonTypeUserProfile") {
    const user = findUser(call, child(type, "userId"));
    if (user === null) {
      throw new RpcFault(400, "BUTTON_USER_INVALID");
    }
    return { ...button, type: { _: "inlineButtonTypeUserProfile", userId: user.id } };
  }
  return button;
}
