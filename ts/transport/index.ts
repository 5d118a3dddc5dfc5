export type { Address, ByteStream, Dial, DialOptions } from "./ByteStream.js";
export { dialTcp } from "./dialTcp.js";
export { dialMtproxy } from "./mtproxy/dialMtproxy.js";
export { dialWithSecrets } from "./mtproxy/dialWithSecrets.js";
export * from "./proxy/index.js";
export { dialWebSocket, type WebSocketOptions } from "./webSocket/dialWebSocket.js";
