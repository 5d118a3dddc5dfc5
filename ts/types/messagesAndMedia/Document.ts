import { FileView } from "./FileView.js";

/** A file that is nothing more special. */
export class Document extends FileView {}
