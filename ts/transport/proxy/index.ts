export { checkProxy, type Mtproxy, type ProxyChoice } from "./checkProxy.js";
export { dialThrough } from "./dialThrough.js";
export { MtproxySecret } from "./MtproxySecret.js";
export { ProxyList, type ProxyWay } from "./ProxyList.js";
export type { MtproxyOptions, ProxyOption, ProxyServerOptions } from "./ProxyOptions.js";
