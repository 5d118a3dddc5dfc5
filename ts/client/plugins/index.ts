export { checkPluginOptions, type PluginOptions } from "./PluginOptions.js";
export { Plugins } from "./Plugins.js";
