/**
 * What a link is for. Calls go over the main link of a DC; `upload` and `download` have pools of their own, so
 * that files do not hold up messages; `cdn` reaches copies of public files, where nobody is signed in.
 */
export type Purpose = "main" | "upload" | "download" | "cdn";

export const PURPOSES: readonly Purpose[] = ["main", "upload", "download", "cdn"];
