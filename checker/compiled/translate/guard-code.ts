/** Guards as code: whether a command's guard is passed. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Term } from "../../../calculus/machine/index.ts";
import { assume } from "../analysis/term-shape.ts";
import type { MaybeTerm, TypedCase, TypedGuard } from "../analysis/typed-machine.ts";
import type { Code } from "../code/index.ts";
import { i32 } from "../code/index.ts";
import { isCase, isEqual } from "./computed.ts";
import type { Computed } from "./computed.ts";
import { both, equal, negation, no, oneOf, yes } from "./logic.ts";
import { notNative } from "./not-native.ts";
import { termCode } from "./term-code.ts";
import type { Evaluated, Scene } from "./term-code.ts";

/** The term. @throws NotNative where it was too large to be one. */
export function termOrNot(term: MaybeTerm): Term {
  return term ?? notNative("an expression that is too large");
}

/** Whether the guard is passed. @throws NotNative */
export function guardCode(guard: TypedGuard, process: number, scene: Scene): Code {
  switch (guard.kind) {
    case "always":
      return yes;
    case "holds":
    case "refutes": {
      const { value, isDefined } = termCode(termOrNot(guard.condition), scene);
      if (value.kind !== "boolean") return notNative("a condition that is no boolean");
      return both(isDefined, guard.kind === "holds" ? value.code : negation(value.code));
    }
    case "defined":
      return allDefined(guard.terms, scene);
    case "undefined": {
      if (!guard.isConditional) return negation(allDefined(guard.terms, scene));
      const condition = termOrNot(guard.when);
      const { value, isDefined } = termCode(condition, scene);
      if (value.kind !== "boolean") return notNative("a condition that is no boolean");
      const inner = { ...scene, knowledge: assume(condition, true, scene.knowledge, scene.definitions) ?? scene.knowledge };
      return both(both(isDefined, value.code), negation(allDefined(guard.terms, inner)));
    }
    case "matches": {
      const { value, isDefined } = termCode(termOrNot(guard.scrutinee), scene);
      let isEarlier: Code = no;
      for (const one of guard.cases.slice(0, guard.index)) isEarlier = oneOf(isEarlier, caseCode(value, one, scene));
      const chosen = guard.cases[guard.index] ?? notNative("a case that is not there");
      return both(isDefined, both(caseCode(value, chosen, scene), negation(isEarlier)));
    }
    case "all":
      return guard.guards.reduce<Code>((all, one) => both(all, guardCode(one, process, scene)), yes);
    case "has-end":
    case "has-no-end": {
      const held = endCode(scene.variable(process, guard.variable, scene.knowledge), guard.session, guard.end);
      return guard.kind === "has-end" ? held : negation(held);
    }
    default:
      return assertNever(guard);
  }
}

/** Whether all terms have values. @throws NotNative */
export function allDefined(terms: readonly MaybeTerm[], scene: Scene): Code {
  return terms.reduce<Code>((all, term) => both(all, termCode(termOrNot(term), scene).isDefined), yes);
}

function caseCode(value: Computed, one: TypedCase, scene: Scene): Code {
  switch (one.kind) {
    case "wildcard":
      return yes;
    case "constructor":
      return value.kind === "sum" ? isCase(value, one.name) : notNative("a variant in a side table");
    case "literal":
      return isEqual(value, termCode(termOrNot(one.value), scene).value, scene.tables);
    default:
      return assertNever(one);
  }
}

function endCode({ value, isDefined }: Evaluated, session: string | undefined, end: string | undefined): Code {
  if (isDefined.kind === "i32" && isDefined.value === 0) return no;
  if (value.kind !== "constants") return notNative("a session end in a side table");
  const held = value.values.reduce<Code>((any, one, index) => {
    const isIt =
      typeof one === "object" && one.kind === "endpoint" && (session === undefined || one.session === session) && (end === undefined || one.role === end);
    return isIt ? oneOf(any, value.values.length === 1 ? yes : equal(value.index, i32(index))) : any;
  }, no);
  return both(isDefined, held);
}
