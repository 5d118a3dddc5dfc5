export { checkProxy, type Mtproxy, type ProxyChoice } from "./checkProxy.js";
export { dialFirstOf } from "./dialFirstOf.js";
export { dialThrough } from "./dialThrough.js";
export { MtproxySecret } from "./MtproxySecret.js";
export type { MtproxyOptions, ProxyOption, ProxyServerOptions } from "./ProxyOptions.js";
