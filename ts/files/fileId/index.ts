export type { FileId, PhotoSource } from "./FileId.js";
export { FILE_TYPES, isPhotoType, type FileType } from "./FileType.js";
export { parseFileId } from "./parseFileId.js";
export { writeFileId, writeFileUniqueId } from "./writeFileId.js";
