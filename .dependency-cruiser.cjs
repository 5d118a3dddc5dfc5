// Imports go one way: a folder of ts/ imports only those to its left, types included.
const ORDER = [
  ["errors"],
  ["native"],
  ["crypto"],
  ["tl"],
  ["transport"],
  ["network"],
  ["storage"],
  ["auth"],
  ["peers"],
  // Side by side: they do not import each other.
  ["updates", "files", "text"],
  ["types"],
  ["filters"],
  ["methods"],
  ["client"],
  ["prompts"],
  // The public face: the client with its terminal prompter. Programs are written against it.
  ["index"],
  ["testing"],
  ["cli"],
];

/** Matches the folder ts/NAME/ and the file ts/NAME.ts. */
const within = (names) => `^ts/(?:${names.join("|")})(?:/|\\.ts$)`;

const direction = ORDER.flatMap((names, position) =>
  names.map((name) => {
    const beside = names.filter((other) => other !== name);
    const right = ORDER.slice(position + 1).flat();
    return {
      name: `${name}-imports-only-to-its-left`,
      severity: "error",
      from: { path: within([name]) },
      to: { path: within([...beside, ...right, "no-such-folder"]) },
    };
  }),
);

module.exports = {
  forbidden: [
    ...direction,
    {
      name: "every-folder-has-its-place",
      comment: "A new folder of ts/ gets its place in ORDER.",
      severity: "error",
      from: { path: "^ts/", pathNot: within(ORDER.flat()) },
      to: {},
    },
    {
      name: "every-folder-has-its-place-also-imported",
      severity: "error",
      from: { path: "^ts/" },
      to: { path: "^ts/", pathNot: within(ORDER.flat()) },
    },
    { name: "no-cycles", severity: "error", from: { pathNot: "^ts/types/" }, to: { circular: true } },
    {
      name: "no-cycles-at-run-time",
      comment: "A message has a chat and a chat a pinned message: views may name each other's types.",
      severity: "error",
      from: { path: "^ts/types/" },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "only-native-ts-touches-the-addon",
      severity: "error",
      from: { path: "^ts/", pathNot: "^ts/native\\.ts$" },
      to: { path: "^(?:native/|#native$)" },
    },
    { name: "everything-resolves", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "shipped-code-needs-only-dependencies",
      comment: "What ts/ imports at run time must be in `dependencies`, not in devDependencies.",
      severity: "error",
      from: { path: "^ts/" },
      to: {
        dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"],
        dependencyTypesNot: ["type-only"],
      },
    },
  ],
  options: {
    // Also what the compiler drops: a type imported upward is an import upward.
    tsPreCompilationDeps: true,
    doNotFollow: { path: ["node_modules", "^native/"] },
    builtInModules: { add: ["node:sqlite"] },
  },
};
