const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"' };

/** The longest number below 0x110000 with room for leading zeros; what is longer is no reference. */
const REFERENCE = /&(?:(lt|gt|amp|quot)|#(\d{1,10})|#[xX]([0-9a-fA-F]{1,8}));?/g;

/** Replaces the four named references of the Bot API and numeric ones, once. Anything else stays as it is. */
export function decodeReferences(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(REFERENCE, (whole, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    return characterOf(decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal)) ?? whole;
  });
}

/** A reference that begins exactly here, as what it stands for and its end. */
export function readReference(text: string, at: number): { text: string; end: number } | null {
  const source = text.slice(at, at + 14);
  const [whole = ""] = /^&(?:lt|gt|amp|quot|#\d{1,10}|#[xX][0-9a-fA-F]{1,8});?/.exec(source) ?? [];
  const decoded = decodeReferences(whole);
  return decoded === whole ? null : { text: decoded, end: at + whole.length };
}

function characterOf(code: number): string | null {
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return null;
  return String.fromCodePoint(code);
}

/** Makes the text safe between tags and in a quoted attribute. */
export function encodeReferences(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENCODED[character] ?? character);
}

const ENCODED: Readonly<Record<string, string>> = { "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" };
