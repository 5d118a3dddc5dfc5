import type { FormattedText } from "../FormattedText.js";
import { MarkdownScanner } from "./MarkdownScanner.js";
import { MarkdownSource } from "./MarkdownSource.js";

/** Hydrogram's Markdown; HTML in it is text. Never fails. */
export function parseMarkdown(source: string): FormattedText {
  return new MarkdownScanner(new MarkdownSource(source), false).read();
}

/** Hydrogram's default mode: its Markdown with HTML in it. Never fails. */
export function parseMixed(source: string): FormattedText {
  return new MarkdownScanner(new MarkdownSource(source), true).read();
}

/** Markdown in which finished texts stand, by the index of their {@link ATOM}. */
export function parseMarkdownWith(source: string, atoms: ReadonlyMap<number, FormattedText>): FormattedText {
  return new MarkdownScanner(new MarkdownSource(source, atoms), false).read();
}
