import { LAST_PLAIN_BUTTONS } from "./buttonLayers.js";
import { isObject, type TlObject } from "./value.js";

/** Begins of the names of a button's kind, today and in older layers. */
const INLINE = "inlineButtonType";
const REPLY = "buttonType";
const OLD = "keyboardButton";

/** A reply markup of any layer in today's form: the kind of a button in a field of its own. */
export function markupOfToday(markup: TlObject): TlObject {
  const isInline = markup._ === "replyInlineMarkup";
  return withRows(markup, isInline ? "keyboardInlineButtonRow" : "keyboardButtonRow", (button) => {
    if (isObject(button["type"])) {
      return button;
    }
    const { _: name, text, ...rest } = button;
    const isInput = name.startsWith("input");
    const kind = name.replace(/^input/, "").replace(/^[kK]eyboardButton/, "") || "Default";
    const typeName = isInline ? INLINE : REPLY;
    const type: TlObject = { ...rest, _: isInput ? `input${typeName[0]?.toUpperCase()}${typeName.slice(1)}${kind}` : `${typeName}${kind}` };
    return { _: isInline ? "keyboardInlineButton" : "keyboardButton", text, type };
  });
}

/** An object in the shape that a layer knows; only reply markups had another. */
export function shapedFor(object: TlObject, layer: number): TlObject {
  const isMarkup = object._ === "replyInlineMarkup" || object._ === "replyKeyboardMarkup";
  if (!isMarkup || layer > LAST_PLAIN_BUTTONS) {
    return object;
  }
  return withRows(object, "keyboardButtonRow", (button) => {
    const { type, text } = button;
    if (!isObject(type)) {
      return button;
    }
    const { _: name, ...rest } = type;
    const kind = name.replace(/^(?:inlineButtonType|buttonType)/, "");
    return { ...rest, _: kind === "Default" ? OLD : `${OLD}${kind}`, text };
  });
}

function withRows(markup: TlObject, rowName: string, convert: (button: TlObject) => TlObject): TlObject {
  const rows = objects(markup["rows"]).map((row): TlObject => ({ _: rowName, buttons: objects(row["buttons"]).map(convert) }));
  return { ...markup, rows };
}

function objects(value: TlObject[string]): readonly TlObject[] {
  return Array.isArray(value) ? (value as readonly TlObject[]).filter(isObject) : [];
}
