export { enableCloudPassword, changeCloudPassword, removeCloudPassword, type EnableCloudPasswordOptions, type ChangeCloudPasswordOptions } from "./cloudPassword.js";
