/** Environments: what the variables of one role are bound to, as arrays sorted by name, so that equal environments are equal arrays. */
import type { Value, Variable } from "../core/index.ts";
import { valueKey } from "./key.ts";

/** Bindings sorted by name (code units), so that equal environments are equal arrays. */
export type Environment = readonly (readonly [Variable, Value])[];

/** The position of `name`, or, if it is unbound, minus one minus the position where it belongs. */
function find(environment: Environment, name: Variable): number {
  let low = 0;
  let high = environment.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = (environment[middle] as readonly [Variable, Value])[0];
    if (found === name) return middle;
    if (found < name) low = middle + 1;
    else high = middle;
  }
  return -1 - low;
}

/** The value of `name`, or undefined if it is unbound. Logarithmic. */
export function lookup(environment: Environment, name: Variable): Value | undefined {
  const index = find(environment, name);
  return index < 0 ? undefined : environment[index]?.[1];
}

/** The environment with `name` bound to `value`, replacing an older binding. The argument is unchanged. */
export function bind(environment: Environment, name: Variable, value: Value): Environment {
  const index = find(environment, name);
  return index < 0 ? environment.toSpliced(-1 - index, 0, [name, value]) : environment.with(index, [name, value]);
}

/** The environment without a binding of `name`. The argument is unchanged. */
export function unbind(environment: Environment, name: Variable): Environment {
  const index = find(environment, name);
  return index < 0 ? environment : environment.toSpliced(index, 1);
}

/** The environment of these bindings; of bindings of one name the last one counts. */
export function makeEnvironment(bindings: Iterable<readonly [Variable, Value]>): Environment {
  let environment: Environment = [];
  for (const [name, value] of bindings) environment = bind(environment, name, value);
  return environment;
}

const keys = new WeakMap<Environment, string>();

/** A self-delimiting text, equal exactly for equal environments. Computed once for each environment. */
export function environmentKey(environment: Environment): string {
  const known = keys.get(environment);
  if (known !== undefined) return known;
  let key = "";
  for (const [name, value] of environment) key += `${name}=${valueKey(value)}`;
  key += "!";
  keys.set(environment, key);
  return key;
}
