/** Symbolic enums, options and ends: cases by their tags. */
import type { Term } from "../terms/index.ts";
import type { Context } from "./context.ts";
import { optionType } from "./symbolic-value.ts";
import type { SumType, SymbolicSum, SymbolicValue } from "./symbolic-value.ts";

/** The enum or the option type that has the constructor. */
export function sumTypeOf(constructor: string, { definitions }: Context): SumType {
  const owner = definitions.constructors.get(constructor);
  if (owner !== undefined) return { name: owner.name, constructors: owner.constructors.map(({ name }) => name) };
  if (optionType.constructors.includes(constructor)) return optionType;
  throw new Error(`no constructor ${constructor}`);
}

/** A constructor applied to its payload. */
export function construct(name: string, payload: readonly SymbolicValue[], context: Context, type: SumType = sumTypeOf(name, context)): SymbolicSum {
  return { kind: "sum", type, tag: context.tag(type, name), cases: [{ name, payload }] };
}

/** `some(content)` where it is present, `none` elsewhere. */
export function optionOf(isPresent: Term, content: SymbolicValue): SymbolicSum {
  const none = isPresent.kind === "true" ? [] : [{ name: "none", payload: [] }];
  const some = isPresent.kind === "false" || content.kind === "nothing" ? [] : [{ name: "some", payload: [content] }];
  return { kind: "sum", type: optionType, tag: isPresent, cases: [...none, ...some] };
}

/** Whether the value is of this constructor. */
export function isCase({ type, tag, cases }: SymbolicSum, name: string, context: Context): Term {
  const { terms } = context;
  if (!cases.some((one) => one.name === name)) return terms.false;
  if (cases.length === 1) return terms.true;
  if (type.name === optionType.name) return name === "some" ? tag : terms.not(tag);
  return context.isTerm(tag, context.tag(type, name));
}

/** The payload of a constructor, where the value is of it; nothing where it cannot be. */
export function payloadOf({ cases }: SymbolicSum, name: string, position: number): SymbolicValue {
  return cases.find((one) => one.name === name)?.payload[position] ?? { kind: "nothing" };
}
