/**
 * Splits the rest of a command at white space. What stands in quotes, single or double, is one argument; a backslash before
 * a quote makes it an ordinary character. A quote that is not closed on its line is one too.
 */
export function splitArguments(text: string): string[] {
  const found: string[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at++;
      continue;
    }
    const closing = closingQuote(text, at);
    const end = closing === -1 ? nextSpace(text, at) : closing;
    found.push(unescape(text.slice(closing === -1 ? at : at + 1, end)));
    at = closing === -1 ? end : end + 1;
  }
  return found;
}

/** Where the quote that begins at `at` is closed; -1 when there is none, or it is not closed. */
function closingQuote(text: string, at: number): number {
  const quote = text.charAt(at);
  if (quote !== '"' && quote !== "'") return -1;
  for (let index = at + 1; index < text.length && text.charAt(index) !== "\n"; index++) {
    if (text.charAt(index) === quote && text.charAt(index - 1) !== "\\") return index;
  }
  return -1;
}

function nextSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && !/\s/.test(text.charAt(at))) at++;
  return at;
}

const unescape = (text: string): string => text.replace(/\\(["'])/g, "$1");
