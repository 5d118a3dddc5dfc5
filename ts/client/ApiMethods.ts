import { BotMethods } from "./BotMethods.js";

/**
 * The calls of the API as methods, one line each: the functions of ts/methods/ do the work, and say what there is to
 * say of arguments and errors. The methods are spread over a chain of classes, one for each group. All throw
 * ClientStateError when the client is not connected, and RpcError when Telegram refuses.
 */
export abstract class ApiMethods extends BotMethods {}
