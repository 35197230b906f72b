/** Executes the instructions of a stage on symbolic values, all ways at once: a store, the condition under which it is reached, and that under which it fails. */
import { assertNever } from "../../calculus/assert-never.ts";
import type { Choreography, Instruction, Role } from "../../calculus/core/index.ts";
import { baseTypeOf, termOf } from "../../calculus/machine/index.ts";
import { present } from "../../calculus/present.ts";
import type { Expression, Type } from "../../calculus/syntax/index.ts";
import { boolType, intType, unknownType } from "../../calculus/values/index.ts";
import type { Term } from "../smt/terms/index.ts";
import { chooseValue, encodeTerm, encodeTerms, environmentOf, equalValues, isCase, iteCell, nothing, payloadOf, refuse } from "../smt/values/index.ts";
import type { Binding, Cell, Context, Environment, SymbolicValue } from "../smt/values/index.ts";
import { boolSort } from "../smt/terms/index.ts";
import { ownPlace } from "./places.ts";
import type { OwnPlace } from "./places.ts";

export type SymbolicStore = ReadonlyMap<OwnPlace, Binding>;

export interface SymbolicExecution {
  readonly store: SymbolicStore;
  readonly completed: Term;
  readonly failed: Term;
  readonly choices: readonly SymbolicChoice[];
}

export type SymbolicChoice = { readonly instruction: Instruction; /** It is made. */ readonly when: Term } & (
  | { readonly kind: "value"; readonly value: SymbolicValue }
  /** The first of them that holds is taken, or else the last branch. */
  | { readonly kind: "branch"; readonly picks: readonly Term[] }
);

/** What a variable that nothing sets is. */
function unset({ terms }: Context): Cell {
  return { value: nothing, isSet: terms.false };
}

interface Reached {
  readonly store: SymbolicStore;
  readonly reach: Term;
}

/** Executes the body where `reach` holds. `name` begins the names of its choices. Linear in the body, but for merging stores. @throws Refusal */
export function executeSymbolically(name: string, body: Choreography, start: SymbolicStore, reach: Term, context: Context): SymbolicExecution {
  const { terms, definitions } = context;
  const failures: Term[] = [];
  const choices: SymbolicChoice[] = [];

  function environment(role: Role, store: SymbolicStore): Environment {
    const prefix = ownPlace(role, "");
    const own = [...store].flatMap(([place, binding]) => (place.startsWith(prefix) ? [[place.slice(prefix.length), binding] as const] : []));
    return environmentOf(definitions, new Map(own));
  }

  function coreTerm(expression: Expression, where: Environment, expected: Type = unknownType): ReturnType<typeof encodable> {
    return encodable(termOf(expression, where.scope, expected));
  }

  function evaluate(
    role: Role,
    expressions: readonly Expression[],
    expected: readonly Type[],
    at: Reached,
  ): { readonly bindings: readonly Binding[]; readonly reach: Term } {
    const where = environment(role, at.store);
    const list = expressions.map((expression, position) => coreTerm(expression, where, expected[position]));
    const { values, defined, answered } = encodeTerms(list, where.cells, context);
    failures.push(terms.and(at.reach, answered, terms.not(defined)));
    const bindings = values.map((value, position) => ({ type: present(list[position]).type, cell: { value, isSet: terms.true } }));
    return { bindings, reach: terms.and(at.reach, answered, defined) };
  }

  function truth({ bindings }: { readonly bindings: readonly Binding[] }): Term {
    const value = bindings[0]?.cell.value ?? nothing;
    return value.kind === "boolean" ? value.term : terms.false;
  }

  function written(store: SymbolicStore, role: Role, variables: readonly string[], bindings: readonly Binding[]): SymbolicStore {
    const after = new Map(store);
    variables.forEach((variable, position) => {
      const place = ownPlace(role, variable);
      const { type, cell } = present(bindings[position]);
      if (variable !== "_") after.set(place, { type: store.get(place)?.type ?? type, cell });
    });
    return after;
  }

  function run(term: Choreography, from: Reached): Reached {
    let at = from;
    for (let rest = term; rest.kind === "sequence"; rest = rest.tail) {
      if (at.reach.kind === "false") return at;
      at = step(rest.head, at);
    }
    return at;
  }

  /** One way for each condition; they exclude each other. What is in the store where none of them holds means nothing. */
  function fork(ways: readonly { readonly condition: Term; readonly body: Choreography; readonly store?: SymbolicStore }[], at: Reached): Reached {
    const ends = ways.map(({ condition, body: into, store }) => ({
      condition,
      ...run(into, { store: store ?? at.store, reach: terms.and(at.reach, condition) }),
    }));
    const reached = ends.filter((one) => one.reach.kind !== "false");
    const [last, ...others] = reached.toReversed();
    if (last === undefined) return { store: at.store, reach: terms.false };
    const store = others.reduce<SymbolicStore>((known, one) => merged(one.condition, one.store, known, context), last.store);
    return { store, reach: terms.or(...reached.map((one) => one.reach)) };
  }

  function step(instruction: Instruction, at: Reached): Reached {
    switch (instruction.kind) {
      case "assign": {
        const { role, variable, expression } = instruction;
        const { bindings, reach: next } = evaluate(role, [expression], [at.store.get(ownPlace(role, variable))?.type ?? unknownType], at);
        return { store: written(at.store, role, [variable], bindings), reach: next };
      }
      case "havoc": {
        const { role, variable, domain } = instruction;
        const symbol = `${name}/${ownPlace(role, variable)}!${String(choices.length)}`;
        const { value, holds, defined, answered } = chooseValue(symbol, domain, environment(role, at.store), context);
        const type = domain.kind === "range" ? intType : baseTypeOf(domain.type, definitions);
        failures.push(terms.and(at.reach, answered, terms.not(defined)));
        choices.push({ kind: "value", instruction, when: at.reach, value });
        return {
          store: written(at.store, role, [variable], [{ type, cell: { value, isSet: terms.true } }]),
          reach: terms.and(at.reach, answered, defined, holds),
        };
      }
      case "assert":
        return { ...at, reach: evaluate(instruction.role, [instruction.condition], [boolType], at).reach };
      case "assume": {
        const evaluated = evaluate(instruction.role, [instruction.condition], [boolType], at);
        return { ...at, reach: terms.and(evaluated.reach, truth(evaluated)) };
      }
      case "if": {
        const evaluated = evaluate(instruction.role, [instruction.condition], [boolType], at);
        const condition = truth(evaluated);
        const ways = [
          { condition, body: instruction.then },
          { condition: terms.not(condition), body: instruction.else },
        ];
        return fork(ways, { store: at.store, reach: evaluated.reach });
      }
      case "match":
        return match(instruction, at);
      case "choose": {
        const number = choices.length;
        const picks = instruction.branches.slice(1).map((_, index) => terms.symbol(`${name}/branch!${String(number)}.${String(index)}`, boolSort));
        choices.push({ kind: "branch", instruction, when: at.reach, picks });
        const ways = instruction.branches.map((into, index) => {
          const earlier = picks.slice(0, index).map((pick) => terms.not(pick));
          return { condition: terms.and(...earlier, picks[index] ?? terms.true), body: into };
        });
        return fork(ways, at);
      }
      case "communicate": {
        const { from, to, expressions, variables } = instruction;
        const expected = variables.map((variable) => at.store.get(ownPlace(to, variable))?.type ?? unknownType);
        const { bindings, reach: next } = evaluate(from, expressions, expected, at);
        return { store: written(at.store, to, variables, bindings), reach: next };
      }
      case "select":
        return at;
      case "call":
      case "loop":
      case "continue":
      case "break":
      case "in-transit":
      case "frame":
      case "leave":
        return refuse(`a ${instruction.kind}`);
      default:
        return assertNever(instruction);
    }
  }

  function match({ role, scrutinee, cases }: Extract<Instruction, { kind: "match" }>, at: Reached): Reached {
    const evaluated = evaluate(role, [scrutinee], [], at);
    const { type, cell } = present(evaluated.bindings[0]);
    let open = terms.true;
    const ways = cases.flatMap(({ pattern, body: into }) => {
      const fits =
        pattern.kind === "wildcard"
          ? terms.true
          : pattern.kind === "constructor"
            ? cell.value.kind === "sum"
              ? isCase(cell.value, pattern.name, context)
              : terms.false
            : equalValues(cell.value, encodeTerm(coreTerm(pattern.value, environmentOf(definitions, new Map()), type), noCells, context).value, context);
      const condition = terms.and(open, fits);
      open = terms.and(open, terms.not(fits));
      if (condition.kind === "false") return [];
      const bound = pattern.kind === "constructor" ? pattern.variables : [];
      const bindings = bound.map((_, position) => ({
        type: payloadType(type, pattern.kind === "constructor" ? pattern.name : "", position, context),
        cell: {
          value: cell.value.kind === "sum" && pattern.kind === "constructor" ? payloadOf(cell.value, pattern.name, position) : nothing,
          isSet: terms.true,
        },
      }));
      return [{ condition, body: into, store: written(at.store, role, bound, bindings) }];
    });
    return fork(ways, { store: at.store, reach: evaluated.reach });
  }

  const end = run(body, { store: start, reach });
  return { store: end.store, completed: end.reach, failed: terms.or(...failures), choices };
}

function noCells(): never {
  throw new Error("a pattern has no variables");
}

function encodable(result: ReturnType<typeof termOf>): Extract<ReturnType<typeof termOf>, { ok: true }>["term"] {
  return result.ok ? result.term : refuse(result.reason);
}

function payloadType(type: Type, constructor: string, position: number, { definitions }: Context): Type {
  if (type.kind === "option") return type.element;
  const declared = definitions.constructors.get(constructor)?.constructors.find(({ name }) => name === constructor)?.payload[position];
  return declared === undefined ? unknownType : baseTypeOf(declared, definitions);
}

function merged(condition: Term, then: SymbolicStore, otherwise: SymbolicStore, context: Context): SymbolicStore {
  const all = new Map<OwnPlace, Binding>();
  for (const place of new Set([...then.keys(), ...otherwise.keys()])) {
    const [one, other] = [then.get(place), otherwise.get(place)];
    const type = (one ?? other)?.type ?? unknownType;
    all.set(place, { type, cell: iteCell(condition, one?.cell ?? unset(context), other?.cell ?? unset(context), context) });
  }
  return all;
}
