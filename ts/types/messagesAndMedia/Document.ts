import type { tl } from "../../tl/index.js";
import { FileView } from "./FileView.js";

/** A file that is nothing more special. */
export class Document extends FileView {
  constructor(raw: tl.RawDocument) {
    super(raw, "document");
  }
}
