import { TimeoutError } from "./TimeoutError.js";

/** Somebody waited for an answer, and none came in time. */
export class ListenerTimeout extends TimeoutError {
  override readonly name: string = "ListenerTimeout";
}
