/** Type of a field, or of a method's result. */
export type TypeRef =
  | { readonly kind: "int" | "long" | "double" | "string" | "bytes" | "int128" | "int256" | "bool" | "true" | "flags" }
  /** A boxed value of any constructor of type `name`; `!X` and `Object` accept any. */
  | { readonly kind: "object"; readonly name: string }
  /** A boxed method call: the `query` of a wrapper. */
  | { readonly kind: "query" }
  /** The fields of the constructor `name`, without its id. */
  | { readonly kind: "bare"; readonly name: string }
  | { readonly kind: "vector"; readonly boxed: boolean; readonly element: TypeRef };

/** One field of a definition. */
export interface Field {
  /** Name in TL text, snake_case. */
  readonly name: string;
  /** Name in objects, camelCase. */
  readonly key: string;
  readonly type: TypeRef;
  /** The bit that says whether the field is there; null for a field that always is. */
  readonly condition: { readonly word: string; readonly bit: number } | null;
}

/** One line of TL text. */
export interface Definition {
  /** TL name with its namespace, for example `auth.sendCode`. */
  readonly name: string;
  /** Constructor id, unsigned. */
  readonly id: number;
  readonly fields: readonly Field[];
  readonly result: TypeRef;
  readonly isMethod: boolean;
}

/** A parsed TL text. */
export interface Schema {
  /** From the comment `// LAYER n`; 0 when the text has none. */
  readonly layer: number;
  readonly definitions: readonly Definition[];
}
