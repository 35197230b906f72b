/** What a generated statement may mention: the roles, the variables that are surely bound at each of them, the procedures it may call. */

/** A procedure as its callers see it. All roles have the same fields, so any role may stand for a formal one. */
export interface Signature {
  readonly name: string;
  readonly roles: readonly string[];
  /** True: `P: A`, renamed at each call; false: the declared roles themselves. */
  readonly formal: boolean;
  /** The first role has the parameter `n: int`. */
  readonly counted: boolean;
}

/** The kinds of statement that a program may contain. */
export interface Features {
  /** `any`, `choose` and functions without body. */
  readonly choices: boolean;
  /** Division and false assumptions, which stop a role. */
  readonly failures: boolean;
  /** Loops and recursion: without them every run ends. */
  readonly repetition: boolean;
  /** Percentages of conditionals that are amended, and that have a common prefix first; the rest are unconstrained. */
  readonly amended: number;
  readonly prefixed: number;
  /** Percentage of loops that are not counted down. */
  readonly diverging: number;
}

export interface Scope {
  readonly roles: readonly string[];
  /** Integer variables that every path has bound, per role. */
  readonly bound: ReadonlyMap<string, ReadonlySet<string>>;
  /** Variables that a statement must not assign: the counters of the loops around it. */
  readonly reserved: ReadonlySet<string>;
  readonly procedures: readonly Signature[];
  readonly features: Features;
  /** How many further blocks may be nested. */
  readonly depth: number;
}

/** The fields of every role. */
export const fields: readonly string[] = ["x", "y"];

/** A scope in which the fields are bound, and the parameter of a counted procedure. */
export function outermost(roles: readonly string[], procedures: readonly Signature[], features: Features, depth: number, counted: boolean): Scope {
  const bound = new Map(roles.map((role, index) => [role, new Set(counted && index === 0 ? [...fields, "n"] : fields)]));
  return { roles, bound, reserved: new Set(["n"]), procedures, features, depth };
}

/** The scope after `role` bound `variables`. */
export function binding(scope: Scope, role: string, variables: readonly string[]): Scope {
  const bound = new Map(scope.bound);
  bound.set(role, new Set([...(bound.get(role) ?? []), ...variables]));
  return { ...scope, bound };
}

/** The scope restricted to some of its roles, one block further in. */
export function within(scope: Scope, roles: readonly string[]): Scope {
  return { ...scope, roles: scope.roles.filter((role) => roles.includes(role)), depth: scope.depth - 1 };
}

/** The scope after a statement whose paths ended in `ends`: what all of them bound is bound. */
export function joined(scope: Scope, ends: readonly Scope[]): Scope {
  const bound = new Map(scope.bound);
  const [first, ...others] = ends;
  for (const [role, variables] of first?.bound ?? []) {
    const everywhere = [...variables].filter((variable) => others.every((end) => end.bound.get(role)?.has(variable) === true));
    bound.set(role, new Set([...(bound.get(role) ?? []), ...everywhere]));
  }
  return { ...scope, bound };
}

/** The variables that `role` may read, in a fixed order. */
export function readable(scope: Scope, role: string): readonly string[] {
  return [...(scope.bound.get(role) ?? [])].sort();
}

/** The variables that `role` may assign. */
export function assignable(scope: Scope): readonly string[] {
  return [...fields, "a", "b"].filter((variable) => !scope.reserved.has(variable));
}

/** A name for a counter that no loop around uses. */
export function freshCounter(scope: Scope): string {
  let index = 0;
  while (scope.reserved.has(`i${index}`)) index++;
  return `i${index}`;
}
