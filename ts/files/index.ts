export * from "./fileId/index.js";
