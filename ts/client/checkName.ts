/**
 * Checks a client's name, which becomes the file `NAME.session`.
 *
 * @throws TypeError when it is no string
 * @throws RangeError when it is empty, or could name a file outside the working folder
 */
export function checkName(name: unknown): string {
  if (typeof name !== "string") throw new TypeError("name must be a string");
  if (name.trim() === "") throw new RangeError("name must not be empty");
  if (name.includes("\0")) throw new RangeError("name must not contain a NUL character");
  if (/[/\\]/.test(name) || name === "." || name === ".." || name.startsWith("..")) {
    throw new RangeError(`name must be a plain file name, not a path: ${JSON.stringify(name)}; use the option workdir for the folder`);
  }
  return name;
}
