import type { User } from "../types/index.js";
import { beginningsOf, setBeginnings } from "./beginnings.js";

/** What filters need of the client. */
export interface FilterClient {
  /** The account that is signed in. */
  readonly me: User | null;
}

/** Says whether an update passes. */
export type Predicate<Base> = (update: Base, client: FilterClient) => boolean | Promise<boolean>;

/**
 * A question to an update. `Adds` is what is known of updates that pass: after `filters.photo` a message is a
 * `Message & { photo: Photo }`, so that its handler need not ask again.
 */
export interface Filter<in Base, out Adds = unknown> {
  (update: Base, client: FilterClient): boolean | Promise<boolean>;
  /** Only for the compiler: it never exists. */
  readonly adds?: Adds;
  /** Both must let it pass; the second is asked only when the first did. */
  and<OtherBase, OtherAdds>(other: Filter<OtherBase, OtherAdds>): Filter<Base & OtherBase, Adds & OtherAdds>;
  /** One of the two must let it pass; the second is asked only when the first did not. */
  or<OtherBase, OtherAdds>(other: Filter<OtherBase, OtherAdds>): Filter<Base & OtherBase, Adds | OtherAdds>;
  /** It must not let it pass. */
  not(): Filter<Base>;
}

/**
 * A filter of a plain function.
 *
 * @param beginnings what texts begin with that pass: for others it is not even asked. Null: it must be
 */
export function filterOf<Base, Adds = unknown>(predicate: Predicate<Base>, beginnings: readonly string[] | null = beginningsOf(predicate)): Filter<Base, Adds> {
  const ask: Predicate<Base> = (update, client) => predicate(update, client);
  setBeginnings(ask, beginnings);
  return Object.assign(ask, {
    // The second is not asked when the first is not: what the first says of beginnings is enough.
    and: <OtherBase, OtherAdds>(other: Filter<OtherBase, OtherAdds>) => filterOf<Base & OtherBase, Adds & OtherAdds>(both(predicate, other), beginningsOf(ask)),
    or: <OtherBase, OtherAdds>(other: Filter<OtherBase, OtherAdds>) => filterOf<Base & OtherBase, Adds | OtherAdds>(either(predicate, other), joined(beginningsOf(ask), other)),
    not: () => filterOf<Base>(opposite(predicate)),
  });
}

function joined(beginnings: readonly string[] | null, other: object): readonly string[] | null {
  const others = beginningsOf(other);
  return beginnings === null || others === null ? null : [...beginnings, ...others];
}

/** Answers at once when both do. */
function both<A, B>(first: Predicate<A>, second: Predicate<B>): Predicate<A & B> {
  checkPredicate(second);
  return (update, client) => {
    const verdict = first(update, client);
    if (typeof verdict !== "boolean") return Promise.resolve(verdict).then((isPassed) => isPassed && second(update, client));
    return verdict && second(update, client);
  };
}

function either<A, B>(first: Predicate<A>, second: Predicate<B>): Predicate<A & B> {
  checkPredicate(second);
  return (update, client) => {
    const verdict = first(update, client);
    if (typeof verdict !== "boolean") return Promise.resolve(verdict).then((isPassed) => isPassed || second(update, client));
    return verdict || second(update, client);
  };
}

function opposite<Base>(predicate: Predicate<Base>): Predicate<Base> {
  return (update, client) => {
    const verdict = predicate(update, client);
    return typeof verdict === "boolean" ? !verdict : Promise.resolve(verdict).then((isPassed) => !isPassed);
  };
}

/** @throws TypeError for what is no function */
export function checkPredicate(filter: unknown): void {
  if (typeof filter !== "function") throw new TypeError(`a filter must be a function, not ${filter === null ? "null" : typeof filter}`);
}
