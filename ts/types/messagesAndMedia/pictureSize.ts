import type { tl } from "../../tl/index.js";
import { findAttribute } from "./FileView.js";

/** Width and height in pixels as a video or picture file says; 0 where it does not. */
export function pictureSize(document: tl.RawDocument): { readonly w: number; readonly h: number } {
  return findAttribute(document, "documentAttributeVideo") ?? findAttribute(document, "documentAttributeImageSize") ?? { w: 0, h: 0 };
}
