import { TextError } from "../../errors/index.js";
import type { FormattedText } from "../FormattedText.js";
import { FormattedTextBuilder } from "../FormattedTextBuilder.js";
import { decodeReferences } from "./characterReferences.js";
import { readTag, type Tag } from "./readTag.js";
import { codeLanguage, tagMeaning, type TagMeaning } from "./tagBody.js";

/** An element whose closing tag has not come yet. */
interface Element {
  readonly name: string;
  readonly meaning: TagMeaning;
  /** Index of its tag in the source. */
  readonly at: number;
  /** Where its content begins. */
  readonly offset: number;
  readonly language: string;
  /** Language of a `<code>` in it, which counts for a `<pre>` that has the same content. */
  code?: { language: string; offset: number; length: number };
}

/**
 * HTML by the rules of the Bot API, with Hydrogram's tags beside (spec/client.md §6.4, §6.5). White space stays as it is.
 *
 * @throws TextError at an unknown tag, a tag that is not closed, or closed in the wrong place
 */
export function parseHtml(source: string): FormattedText {
  const builder = new FormattedTextBuilder();
  const open: Element[] = [];

  let index = 0;
  for (let at = source.indexOf("<"); at !== -1; at = source.indexOf("<", index)) {
    builder.addText(decodeReferences(source.slice(index, at)));
    const tag = readTag(source, at);
    if ("problem" in tag) throw new TextError("html", tag.offset, tag.problem);
    index = tag.end;
    if (tag.isClosing) closeElement(open, tag, at, builder);
    else open.push(openElement(tag, at, builder.length));
  }
  builder.addText(decodeReferences(source.slice(index)));
  const last = open.at(-1);
  if (last !== undefined) throw new TextError("html", last.at, `<${last.name}> is never closed`);
  return builder.build();
}

function openElement({ name, attributes }: Tag, at: number, offset: number): Element {
  const meaning = tagMeaning(name, attributes);
  if (meaning === null) throw new TextError("html", at, `unknown tag <${name.slice(0, 20)}>`);
  if (typeof meaning === "string") throw new TextError("html", at, meaning);
  return { name, meaning, at, offset, language: name === "code" ? codeLanguage(attributes) : "" };
}

/** `</>` closes what was opened last. */
function closeElement(open: Element[], tag: Tag, at: number, builder: FormattedTextBuilder): void {
  const element = open.pop();
  if (element === undefined) throw new TextError("html", at, `closing tag </${tag.name.slice(0, 20)}> of nothing`);
  if (tag.name !== "" && tag.name !== element.name) {
    throw new TextError("html", at, `</${tag.name.slice(0, 20)}> where <${element.name}> must be closed first`);
  }
  const { offset } = element;
  const length = builder.length - offset;
  if (length === 0) return;
  const parent = open.at(-1);
  if (element.language !== "" && parent?.name === "pre") parent.code = { language: element.language, offset, length };
  const entity = element.meaning(() => builder.textSince(offset))?.({ offset, length });
  if (entity === undefined) return;
  const isSame = element.code?.offset === offset && element.code.length === length;
  builder.addEntity(isSame && entity._ === "messageEntityPre" ? { ...entity, language: element.code?.language ?? "" } : entity);
}
