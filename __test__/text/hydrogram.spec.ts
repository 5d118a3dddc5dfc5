import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import test from "ava";
import { parseText } from "../../ts/index.js";

const python = fileURLToPath(new URL("../../../.cache/python/bin/python", import.meta.url));

/** Inputs that Hydrogram 0.2.0 reads rightly, by spec/client.md §6.3 and §6.4. */
const SAME = {
  default: ["plain", "**b** __i__ --u-- ~~s~~ ||p||", "`c` and text", "[x](http://y.z) **😀** b", "<b>a</b> **b**", "**a __b__ c**", "```py\ncode\n```", "<b>a</b> <i>b</i> <u>c</u> <s>d</s>"],
  markdown: ["**b** <b>x</b>", "a **😀** `c`", "[x](https://example.com/?a=1&b=2)", "**a\nb**", "```c\nx = 1\n```"],
  html: [
    "<b>a</b> <strong>b</strong> <i>c</i> <em>d</em>", "<u>u</u> <s>a</s> <strike>b</strike> <del>c</del>", "<spoiler>a</spoiler>", "<blockquote>q</blockquote>",
    '<code>a</code> <a href="http://e.com">l</a>', '<pre language="py">x</pre>', '<emoji id="5368324170671202286">👍</emoji>', "<b>a<i>b</i>c</b>", "a &lt; b &amp; c &#65;",
  ],
} as const;

const SCRIPT = `
import asyncio, json, sys
from hydrogram.parser import Parser
from hydrogram.enums import ParseMode

async def main():
    parser = Parser(None)
    results = []
    for mode, text in json.load(sys.stdin):
        result = await parser.parse(text, ParseMode[mode.upper()])
        results.append([result["message"], [
            [type(entity).__name__, entity.offset, entity.length] for entity in result["entities"] or []
        ]])
    print(json.dumps(results))

asyncio.run(main())
`;

test("what Hydrogram reads rightly is read as Hydrogram does", async (t) => {
  if (!existsSync(python)) {
    t.log("no Hydrogram here");
    return t.pass();
  }
  const inputs = Object.entries(SAME).flatMap(([mode, texts]) => texts.map((text) => [mode, text] as const));
  const running = promisify(execFile)(python, ["-c", SCRIPT]);
  running.child.stdin?.end(JSON.stringify(inputs));
  const theirs: unknown = JSON.parse((await running).stdout);
  const ours = Object.entries(SAME).flatMap(([mode, texts]) =>
    texts.map((source) => {
      const { text, entities } = parseText(mode as keyof typeof SAME, source);
      return [text, entities.map(({ _, offset, length }) => [_[0]?.toUpperCase() + _.slice(1), offset, length])];
    }),
  );
  t.deepEqual(ours, theirs);
});
