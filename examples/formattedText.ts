import { html, md, normalizeText, parseText, splitText, unparseText } from "heliogram";

// Templates: what is inserted stands there as it is, and formatted texts keep their formatting.
const name = "<Ada & **Charles**>";
const greeting = md`**Hello ${name}**, [read this](${"https://example.com/?a=(1)"})`;
const quoted = html`<blockquote>${greeting}</blockquote>`;
console.log(quoted.text);

// Reading and writing: each mode reads back what was written in it.
const { text, entities } = parseText("markdown", "**bold** and `code`");
console.log(unparseText("html", text, entities));

// As the server will have it: cleaned, sorted, nested, trimmed.
console.log(normalizeText("one\ttwo\r\n", [{ _: "messageEntityBold", offset: 4, length: 5 }]));

// Parts that can be sent one after the other; a message may have 4096.
console.log(splitText(quoted.text, quoted.entities, 20).map((part) => part.text));
