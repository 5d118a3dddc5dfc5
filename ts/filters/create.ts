import { checkPredicate, filterOf, type Filter, type FilterClient } from "./Filter.js";

/**
 * A filter of a function of one's own. A type guard tells the handler what is known of updates that pass.
 *
 * @param name for error messages
 * @throws TypeError for what is no function
 * @example
 * const long = filters.create((message: Message) => (message.text?.length ?? 0) > 100, "long");
 */
export function create<Base, Narrowed extends Base>(guard: (update: Base, client: FilterClient) => update is Narrowed, name?: string): Filter<Base, Narrowed>;
export function create<Base>(predicate: (update: Base, client: FilterClient) => boolean | Promise<boolean>, name?: string): Filter<Base>;
export function create<Base>(predicate: (update: Base, client: FilterClient) => boolean | Promise<boolean>, name: string = predicate?.name): Filter<Base> {
  checkPredicate(predicate);
  return Object.defineProperty(filterOf(predicate), "name", { value: name });
}
