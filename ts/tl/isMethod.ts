import { loadWriters } from "./codec.js";

/** Whether the API has a method of this name; constructors are none. */
export function isMethod(name: string): boolean {
  return loadWriters().methods().has(name);
}
