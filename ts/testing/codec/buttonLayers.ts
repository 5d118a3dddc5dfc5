import { forms } from "./formLines.js";
import type { LayerForm } from "./FormTable.js";

/** The last layer in which each kind of button was a constructor of its own. */
export const LAST_PLAIN_BUTTONS = 227;

/** Buttons as clients of older layers have them; see oldButtons.ts for what they are today. */
export const BUTTON_FORMS: readonly LayerForm[] = [
  ...button("replyInlineMarkup", "48a30254", "rows:Vector<KeyboardButtonRow> = ReplyMarkup"),
  ...button("keyboardButton", "a2fa4880", "text:string = KeyboardButton"),
  ...button("keyboardButtonCallback", "35bbdb6b", "flags:# requires_password:flags.0?true text:string data:bytes = KeyboardButton"),
  ...button("keyboardButtonUrl", "258aff05", "text:string url:string = KeyboardButton"),
  ...button(
    "keyboardButtonSwitchInline",
    "93b9fbb5",
    "flags:# same_peer:flags.0?true text:string query:string peer_types:flags.1?Vector<InlineQueryPeerType> = KeyboardButton",
  ),
  ...button("keyboardButtonWebView", "13767230", "text:string url:string = KeyboardButton"),
  ...button("keyboardButtonSimpleWebView", "a0c0505c", "text:string url:string = KeyboardButton"),
  ...button("inputKeyboardButtonUserProfile", "e988037b", "text:string user_id:InputUser = KeyboardButton"),
  ...button("keyboardButtonUserProfile", "308660c1", "text:string user_id:long = KeyboardButton"),
  ...button("keyboardButtonRequestPhone", "b16a6c29", "text:string = KeyboardButton"),
  ...button("keyboardButtonRequestGeoLocation", "fc796b3f", "text:string = KeyboardButton"),
  ...button("keyboardButtonRequestPoll", "bbc7515d", "flags:# quiz:flags.0?Bool text:string = KeyboardButton"),
  ...button("keyboardButtonGame", "50f41ccf", "text:string = KeyboardButton"),
  ...button("keyboardButtonBuy", "afd93fbb", "text:string = KeyboardButton"),
  ...button("keyboardButtonCopy", "75d2698e", "text:string copy_text:string = KeyboardButton"),
];

function button(name: string, id: string, body: string): LayerForm[] {
  return forms(name, body, [LAST_PLAIN_BUTTONS, id]);
}
