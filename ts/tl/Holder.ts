/** Where a value that is written was found, for errors. */
export type Holder = Readonly<Record<string, unknown>> | readonly unknown[];
