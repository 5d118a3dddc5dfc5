import { inspect, type InspectOptions } from "node:util";
import { jsonValue } from "./jsonValue.js";

type GetterNames = readonly string[];

const gettersByClass = new Map<object, GetterNames>();

/**
 * A thin view of a TL object: every property is computed when it is asked for. What can be read of it as JSON, and what
 * a log shows, are its getters; those that have nothing to say (null, false, empty) are left out.
 */
export abstract class TlView {
  /** All that the view has to say, with `_` as the name of its class; bigints as decimal strings, bytes in base64. */
  toJSON(): Readonly<Record<string, unknown>> {
    const json: Record<string, unknown> = { _: this.constructor.name };
    for (const [name, value] of shownProperties(this)) json[name] = jsonValue(value);
    return json;
  }

  [inspect.custom](_depth: number, options: InspectOptions): string {
    const shown: Record<string, unknown> = {};
    for (const [name, value] of shownProperties(this)) shown[name] = this.mask(name, value);
    return `${this.constructor.name} ${inspect(shown, options)}`;
  }

  /** What a log shows of a property: overridden where it should show less, since logs get copied around. */
  protected mask(_name: string, value: unknown): unknown {
    return value;
  }

  /** Names of getters that are left out of JSON and logs: those that say again what others say. */
  protected get hidden(): readonly string[] {
    return [];
  }
}

function* shownProperties(view: TlView): Generator<[string, unknown]> {
  // Subclasses may see `hidden`; this file is where it is declared.
  const hidden = Reflect.get(view, "hidden") as readonly string[];
  for (const name of gettersOf(view)) {
    if (hidden.includes(name)) continue;
    const value: unknown = Reflect.get(view, name);
    if (saysSomething(value)) yield [name, value];
  }
}

function saysSomething(value: unknown): boolean {
  return value !== null && value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0);
}

function gettersOf(view: TlView): GetterNames {
  const prototype: object = Object.getPrototypeOf(view);
  let names = gettersByClass.get(prototype);
  if (names === undefined) {
    names = collectGetters(prototype);
    gettersByClass.set(prototype, names);
  }
  return names;
}

function collectGetters(prototype: object): GetterNames {
  const chain: object[] = [];
  for (let at = prototype; at !== TlView.prototype; at = Object.getPrototypeOf(at) as object) chain.unshift(at);
  const names = new Set<string>();
  for (const level of chain) {
    for (const [name, { get }] of Object.entries(Object.getOwnPropertyDescriptors(level))) if (get !== undefined && name !== "hidden") names.add(name);
  }
  return [...names];
}
