export { beginningsOf } from "./beginnings.js";
export type { CommandOptions } from "./command.js";
export type { Filter, FilterClient, Predicate } from "./Filter.js";
export * as filters from "./filters.js";
export type { IdFilter, Name } from "./IdFilter.js";
export { isSearched, textOf } from "./textOf.js";
