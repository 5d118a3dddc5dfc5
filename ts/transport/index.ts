export type { Address, ByteStream, Dial, DialOptions } from "./ByteStream.js";
export { dialTcp } from "./dialTcp.js";
