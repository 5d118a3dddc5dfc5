import { OLDER_FORMS } from "./layers.js";
import { parseSchema } from "./parseSchema.js";
import { TlCodec } from "./TlCodec.js";

/** A codec with the layer of its schema. */
export interface LayeredCodec {
  readonly codec: TlCodec;
  readonly layer: number;
}

let latest: { readonly text: string; readonly made: LayeredCodec } | null = null;

/**
 * The codec of a TL text, older layers included. It holds no state, so worlds of one process share
 * the latest: reading the text of a whole layer takes 50 ms.
 */
export function codecOf(schemaText: string): LayeredCodec {
  if (latest?.text !== schemaText) {
    const schema = parseSchema(schemaText);
    latest = { text: schemaText, made: { codec: new TlCodec(schema, OLDER_FORMS), layer: schema.layer } };
  }
  return latest.made;
}
