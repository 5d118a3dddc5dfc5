export { codecOf, type LayeredCodec } from "./codecOf.js";
export { TlCodec } from "./TlCodec.js";
export { TlFault, hexId, type TlFaultReason } from "./TlFault.js";
export type { LayerForm } from "./FormTable.js";
export { OLDER_FORMS } from "./layers.js";
export { parseSchema } from "./parseSchema.js";
export type { Definition, Field, Schema, TypeRef } from "./schema.js";
export { isObject, type TlObject, type TlValue } from "./value.js";
export { markupOfToday } from "./oldButtons.js";
