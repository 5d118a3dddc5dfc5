import { checkPredicate, filterOf, type Filter } from "./Filter.js";

type AnyFilter = Filter<never>;
/** What all filters of the list can be asked about. */
type BaseOf<Filters extends readonly AnyFilter[]> = Filters extends readonly [Filter<infer First>, ...infer Rest extends readonly AnyFilter[]] ? First & BaseOf<Rest> : unknown;
type AllAdd<Filters extends readonly AnyFilter[]> = Filters extends readonly [Filter<never, infer First>, ...infer Rest extends readonly AnyFilter[]] ? First & AllAdd<Rest> : unknown;
type AnyAdds<Filter_> = Filter_ extends Filter<never, infer Adds> ? Adds : never;

/** All filters must let an update pass; they are asked in order, until one does not. @throws TypeError for what is no filter */
export function and<const Filters extends readonly [AnyFilter, ...AnyFilter[]]>(...filters: Filters): Filter<BaseOf<Filters>, AllAdd<Filters>> {
  return join(filters, (first, second) => first.and(second)) as Filter<BaseOf<Filters>, AllAdd<Filters>>;
}

/** One filter must let an update pass; they are asked in order, until one does. @throws TypeError for what is no filter */
export function or<const Filters extends readonly [AnyFilter, ...AnyFilter[]]>(...filters: Filters): Filter<BaseOf<Filters>, AnyAdds<Filters[number]>> {
  return join(filters, (first, second) => first.or(second)) as Filter<BaseOf<Filters>, AnyAdds<Filters[number]>>;
}

/** Lets pass what the filter does not. @throws TypeError for what is no filter */
export function not<Base>(filter: Filter<Base>): Filter<Base> {
  checkPredicate(filter);
  return filterOf(filter).not();
}

function join(filters: readonly AnyFilter[], combine: (first: AnyFilter, second: AnyFilter) => AnyFilter): AnyFilter {
  if (filters.length === 0) throw new TypeError("at least one filter is needed");
  for (const filter of filters) checkPredicate(filter);
  return filters.map((filter): AnyFilter => filterOf(filter)).reduce((first, second) => combine(first, second));
}
