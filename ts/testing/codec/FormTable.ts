import { parseDefinition } from "./parseSchema.js";
import type { Definition, Schema } from "./schema.js";

/** What a definition looked like up to some layer. */
export interface LayerForm {
  /** The last layer in which the form is known to have been current. */
  readonly until: number;
  /** Whether the line defines a method. */
  readonly isMethod: boolean;
  /** TL line, with its id. */
  readonly line: string;
}

/** Every form of every definition: by id for readers, by name and layer for writers. */
export class FormTable {
  readonly #byId = new Map<number, Definition>();
  readonly #current = new Map<string, Definition>();
  /** Older forms of a name, oldest first. */
  readonly #older = new Map<string, { until: number; definition: Definition }[]>();

  constructor(schema: Schema, olderForms: readonly LayerForm[]) {
    for (const { until, isMethod, line } of olderForms) {
      const definition = parseDefinition(line, isMethod);
      if (definition === null) {
        throw new Error(`not a TL definition: ${line}`);
      }
      const forms = this.#older.get(definition.name) ?? [];
      forms.push({ until, definition });
      forms.sort((a, b) => a.until - b.until);
      this.#older.set(definition.name, forms);
      this.#byId.set(definition.id, definition);
    }
    // After the older ones: where an id is in both, the schema's own line is the complete one.
    for (const definition of schema.definitions) {
      this.#byId.set(definition.id, definition);
      this.#current.set(definition.name, definition);
    }
  }

  /** The definition with this id, in whatever layer it was current. */
  byId(id: number): Definition | undefined {
    return this.#byId.get(id);
  }

  /** The definition of the newest layer. */
  current(name: string): Definition | undefined {
    return this.#current.get(name);
  }

  /** The definition that was current in a layer; for a layer between two known forms, the later. */
  inLayer(name: string, layer: number): Definition | undefined {
    const older = this.#older.get(name)?.find((form) => layer <= form.until);
    return older?.definition ?? this.#current.get(name);
  }
}
