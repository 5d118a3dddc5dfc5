import type { TlValue } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import { bytes, child, int, long } from "./fields.js";
import { signedIn, type HandlerTable, type SignedInCall } from "./Handler.js";

/** A part starts and ends within one block of this size (spec/mtproto.md §9). */
const BLOCK = 1024 * 1024;
/** What offset and limit are multiples of; `precise` asks for the smaller. */
const STEP = 4096;
const PRECISE_STEP = 1024;

/** upload.*: parts of files, and downloads. They work on any DC, so an imported authorization is enough. */
export const uploadHandlers: HandlerTable = {
  "upload.getFile": signedIn(getFile),
  "upload.saveFilePart": signedIn(savePart),
  "upload.saveBigFilePart": signedIn(savePart),
};

function savePart({ state, account, request }: SignedInCall): TlValue {
  state.files.uploads.save(account.id, long(request, "fileId"), int(request, "filePart"), bytes(request, "bytes"));
  return true;
}

function getFile({ state, key, request }: SignedInCall): TlValue {
  const location = child(request, "location");
  const file = ["inputDocumentFileLocation", "inputPhotoFileLocation"].includes(location._) ? state.files.byId(long(location, "id")) : undefined;
  if (file === undefined || long(location, "accessHash") !== file.accessHash) {
    throw new RpcFault(400, "LOCATION_INVALID");
  }
  if (!Buffer.from(bytes(location, "fileReference")).equals(file.fileReference)) {
    throw new RpcFault(400, bytes(location, "fileReference").byteLength === 0 ? "FILE_REFERENCE_EMPTY" : "FILE_REFERENCE_EXPIRED");
  }
  if (file.dcId !== key.dcId) {
    throw new RpcFault(303, `FILE_MIGRATE_${file.dcId}`);
  }
  const offset = Number(long(request, "offset"));
  const limit = int(request, "limit");
  const isPrecise = request["precise"] === true;
  const step = isPrecise ? PRECISE_STEP : STEP;
  if (offset < 0 || offset % step !== 0) {
    throw new RpcFault(400, "OFFSET_INVALID");
  }
  const fitsBlock = Math.floor(offset / BLOCK) === Math.floor((offset + limit - 1) / BLOCK);
  if (limit <= 0 || limit % step !== 0 || !fitsBlock || (!isPrecise && BLOCK % limit !== 0)) {
    throw new RpcFault(400, "LIMIT_INVALID");
  }
  return { _: "upload.file", type: { _: "storage.fileUnknown" }, mtime: 0, bytes: file.bytes.subarray(offset, offset + limit) };
}
