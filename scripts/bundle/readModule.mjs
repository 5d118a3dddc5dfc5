// One compiled module: its imports and exports, taken out of its text.
import { parse } from "acorn";

/**
 * @typedef {object} Link one statement that names another module
 * @property {string} from as the module writes it
 * @property {"named" | "namespace" | "star" | "none"} kind star: `export *`
 * @property {readonly (readonly [imported: string, local: string])[]} names
 * @property {string} local of a namespace
 *
 * @typedef {object} ParsedModule
 * @property {readonly Link[]} links in the order of the text
 * @property {ReadonlyMap<string, string>} exports by exported name, the local one
 * @property {readonly Dynamic[]} dynamic calls of `import` with a text that begins with a dot
 * @property {(replace: (dynamic: Dynamic) => string) => string} body the text without imports, exports, comments
 *
 * @typedef {object} Dynamic
 * @property {string} from @property {number} start @property {number} end
 */

/**
 * @param {string} text @param {string} file for what is refused
 * @returns {ParsedModule}
 */
export function readModule(text, file) {
  const refuse = (what) => {
    throw new Error(`${file}: the bundle cannot hold ${what}`);
  };
  /** @type {{ start: number, end: number, text: string }[]} */
  const cuts = [];
  const program = parse(text, {
    ecmaVersion: "latest",
    sourceType: "module",
    onComment: (isBlock, content, start, end) => {
      // A comment over several lines ends a statement as a line break does.
      cuts.push({ start, end, text: isBlock && content.includes("\n") ? "\n" : " " });
    },
  });
  const links = [];
  const exports = new Map();
  let reexports = 0;
  for (const node of program.body) {
    const drop = () => cuts.push({ start: node.start, end: node.end, text: "" });
    switch (node.type) {
      case "ImportDeclaration": {
        const named = [];
        for (const { type, imported, local } of node.specifiers) {
          if (type === "ImportNamespaceSpecifier") links.push({ from: node.source.value, kind: "namespace", names: [], local: local.name });
          else named.push([type === "ImportDefaultSpecifier" ? "default" : nameOf(imported), local.name]);
        }
        if (named.length > 0 || node.specifiers.length === 0) {
          links.push({ from: node.source.value, kind: named.length > 0 ? "named" : "none", names: named, local: "" });
        }
        drop();
        break;
      }
      case "ExportAllDeclaration":
        if (node.exported) {
          const local = `reexport${reexports++}`;
          links.push({ from: node.source.value, kind: "namespace", names: [], local });
          exports.set(nameOf(node.exported), local);
        } else {
          links.push({ from: node.source.value, kind: "star", names: [], local: "" });
        }
        drop();
        break;
      case "ExportNamedDeclaration":
        if (node.declaration) {
          for (const name of declared(node.declaration, refuse)) exports.set(name, name);
          cuts.push({ start: node.start, end: node.declaration.start, text: "" });
          break;
        }
        if (node.source) {
          const names = node.specifiers.map(({ local, exported }) => {
            const alias = `reexport${reexports++}`;
            exports.set(nameOf(exported), alias);
            return [nameOf(local), alias];
          });
          links.push({ from: node.source.value, kind: names.length > 0 ? "named" : "none", names, local: "" });
        } else {
          for (const { local, exported } of node.specifiers) exports.set(nameOf(exported), nameOf(local));
        }
        drop();
        break;
      case "ExportDefaultDeclaration":
        refuse("a default export");
        break;
      default:
    }
  }
  const dynamic = [...importCalls(program)].map(({ source, start, end }) => ({ from: source.value, start, end }));
  const relative = dynamic.filter(({ from }) => typeof from === "string" && from.startsWith("."));
  const body = (replace) => apply(text, [...cuts, ...relative.map((call) => ({ ...call, text: replace(call) }))]);
  return { links, exports, dynamic: relative, body };
}

function nameOf(node) {
  return node.type === "Literal" ? node.value : node.name;
}

function declared(declaration, refuse) {
  if (declaration.type !== "VariableDeclaration") return [declaration.id.name];
  // Who imports a binding would see its first value only.
  if (declaration.kind !== "const") refuse("an exported variable");
  return declaration.declarations.map(({ id }) => (id.type === "Identifier" ? id.name : refuse("an exported pattern")));
}

function* importCalls(node) {
  if (node === null || typeof node !== "object") return;
  if (node.type === "ImportExpression") yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) yield* importCalls(child);
  }
}

/** Replaces ranges of a text; one within another goes with it. */
function apply(text, cuts) {
  let result = "";
  let at = 0;
  for (const { start, end, text: instead } of cuts.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < at) continue;
    result += text.slice(at, start) + instead;
    at = end;
  }
  return (result + text.slice(at)).replace(/\n\s*\n+/g, "\n").trim();
}
