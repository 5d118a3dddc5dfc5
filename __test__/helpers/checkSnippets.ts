import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as heliogram from "../../ts/index.js";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** What snippets may use without saying where it comes from. */
const AMBIENT: Readonly<Record<string, string>> = {
  app: 'import("heliogram").Client',
  client: 'import("heliogram").Client',
  apiId: "number",
  apiHash: "string",
  botToken: "string",
  sessionString: "string",
  chatId: "number",
  userId: "number",
  name: "string",
  message: 'import("heliogram").Message',
  peer: 'import("heliogram").tl.InputPeer',
  server: 'import("heliogram/testing").TestServer',
  me: 'import("heliogram/testing").Person',
  anna: 'import("heliogram/testing").Person',
  bot: 'import("heliogram/testing").Person',
  group: 'import("heliogram/testing").Channel',
};

/** Types that snippets without an import may use; all values of the package they may use as well. */
const TYPES = ["Message", "UpdateContext", "ClientOptions", "Filter"];

/** A document with blocks of TypeScript. */
export interface Markdown {
  readonly name: string;
  readonly text: string;
}

/** A block between fences, and the number of its first line. */
export interface Snippet {
  readonly line: number;
  readonly code: string;
}

export function snippetsIn(text: string): Snippet[] {
  const found: Snippet[] = [];
  let begin: number | null = null;
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    if (begin === null && line === "```ts") begin = index + 1;
    else if (begin !== null && line === "```") {
      found.push({ line: begin + 1, code: lines.slice(begin, index).join("\n") });
      begin = null;
    }
  }
  if (begin !== null) throw new Error(`the block of line ${begin} has no end`);
  return found;
}

/**
 * Type-checks the blocks of documents against the package as its users get it, each block as a module of its own.
 *
 * @returns what the compiler says, with the document's lines, by the document's name
 */
export async function checkSnippets(documents: readonly Markdown[]): Promise<Map<string, string[]>> {
  mkdirSync(join(ROOT, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(ROOT, ".cache", "snippets-"));
  try {
    const config = { extends: join(ROOT, "tsconfig.json"), compilerOptions: { noEmit: true, declaration: false, rootDir: ROOT }, include: ["*.ts"] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
    for (const [index, { text }] of documents.entries()) {
      for (const { line, code } of snippetsIn(text)) writeFileSync(join(folder, `${index}-${line}.ts`), moduleOf(code, line));
    }
    return sortOut(await compile(folder), documents);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The block at its own line; what it needs stands behind it. */
function moduleOf(code: string, line: number): string {
  const isUsed = (name: string): boolean => new RegExp(`(?<![.\\w"'])${name}\\b(?!["'\\w])`).test(code);
  const isDeclared = (name: string): boolean => new RegExp(`\\b(?:const|let|using|class|function|type|interface)\\s+(?:[{[][^=]*\\b)?${name}\\b`).test(code);
  const ambient = Object.entries(AMBIENT).filter(([name]) => isUsed(name) && !isDeclared(name));
  const hasImports = /^import .* from "heliogram"/m.test(code);
  const imported = hasImports ? [] : [...Object.keys(heliogram), ...TYPES].filter((name) => isUsed(name) && !isDeclared(name));
  return [
    "\n".repeat(line - 1) + code,
    `import { ${[...new Set(imported)].map((name) => (TYPES.includes(name) && !(name in heliogram) ? `type ${name}` : name)).join(", ")} } from "heliogram";`,
    ...ambient.map(([name, type]) => `declare const ${name}: ${type};`),
    "export {};",
  ].join("\n");
}

function compile(folder: string): Promise<string> {
  const compiler = join(ROOT, "node_modules", "typescript", "bin", "tsc");
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [compiler, "-p", folder, "--pretty", "false"], { cwd: folder, maxBuffer: 2 ** 24 }, (error, stdout, stderr) => {
      // The compiler says by its status that it has found something.
      if (error === null || stdout !== "") resolve(stdout);
      else reject(new Error(stderr, { cause: error }));
    });
  });
}

function sortOut(output: string, documents: readonly Markdown[]): Map<string, string[]> {
  const found = new Map(documents.map(({ name }): [string, string[]] => [name, []]));
  let current: string[] | undefined;
  for (const line of output.split("\n")) {
    const [, index, at, complaint] = /^(\d+)-\d+\.ts\((\d+),\d+\): (.*)$/.exec(line) ?? [];
    if (index !== undefined) {
      current = found.get(documents[Number(index)]?.name ?? "");
      current?.push(`line ${at}: ${complaint}`);
    } else if (/\berror TS\d+/.test(line)) throw new Error(line);
    else if (line.trim() !== "") current?.push(`${current.pop() ?? ""}\n${line}`);
  }
  return found;
}
