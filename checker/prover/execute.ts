/** Executes the instructions of a stage on values, in every way that is allowed: evaluation is that of the calculus. */
import { assertNever } from "../../calculus/assert-never.ts";
import type { Choreography, Definitions, Instruction, Role, Value } from "../../calculus/core/index.ts";
import { present } from "../../calculus/present.ts";
import { equalValues, evaluateAll, evaluateAny, evaluateClosed, printValue } from "../../calculus/values/index.ts";
import type { Chooser, DomainValues, Evaluation, OracleAnswer, Scope } from "../../calculus/values/index.ts";
import { ownPlace } from "./places.ts";
import type { OwnPlace } from "./places.ts";

/** Choices that are made already; undefined: all of them are looked at. */
export interface Resolution {
  readonly value: (instruction: Instruction) => Value | undefined;
  readonly branch: (instruction: Instruction) => number | undefined;
  readonly answer: (application: string) => Value | undefined;
}

export const unresolved: Resolution = { value: () => undefined, branch: () => undefined, answer: () => undefined };

export interface Execution {
  readonly store: ReadonlyMap<OwnPlace, Value>;
  /** Why it failed; undefined: it completed. */
  readonly failure: string | undefined;
  readonly answers: ReadonlyMap<string, OracleAnswer>;
  readonly choices: readonly string[];
}

export interface ExecutionScope {
  readonly definitions: Definitions;
  readonly resolution: Resolution;
  /** Is told why not every execution was looked at. */
  readonly obstacle: (reason: string) => void;
  /** Functions without body may not be asked anything new. */
  readonly mayAsk: boolean;
  /** Whether another execution may be looked at. */
  readonly spend: () => boolean;
}

interface State extends Execution {
  readonly rest: Choreography;
}

/** All executions of the body that end; those that a false `assume` stops are none. Linear in the instructions that are executed. */
export function executions(
  body: Choreography,
  store: ReadonlyMap<OwnPlace, Value>,
  answers: ReadonlyMap<string, OracleAnswer>,
  scope: ExecutionScope,
): readonly Execution[] {
  const ended: Execution[] = [];
  // A stack of stacks: `then` has to be followed by what stands behind the conditional.
  const pending: { readonly state: State; readonly after: readonly Choreography[] }[] = [
    { state: { rest: body, store, failure: undefined, answers, choices: [] }, after: [] },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { state, after } = next;
    if (state.failure !== undefined || (state.rest.kind === "end" && after.length === 0)) {
      if (!scope.spend()) return ended;
      ended.push(state);
      continue;
    }
    if (state.rest.kind === "end") {
      pending.push({ state: { ...state, rest: present(after.at(-1)) }, after: after.slice(0, -1) });
      continue;
    }
    const { head, tail } = state.rest;
    const inside = tail.kind === "end" ? after : [...after, tail];
    for (const { into, ...changed } of [...step(head, state, scope)].reverse())
      pending.push({ state: { ...state, ...changed, rest: into ?? tail }, after: into === undefined ? after : inside });
  }
  return ended;
}

type Stepped = Partial<Execution> & { /** The branch that is taken. */ readonly into?: Choreography };

function step(instruction: Instruction, state: State, scope: ExecutionScope): readonly Stepped[] {
  const { definitions, resolution } = scope;
  const ways = <T>(evaluations: readonly Evaluation<T>[], go: (value: T) => Stepped | undefined): readonly Stepped[] =>
    evaluations.flatMap(({ outcome, oracles: answers }) => {
      if (outcome.kind === "failure") return [{ answers, failure: outcome.reason }];
      const result = go(outcome.value);
      return result === undefined ? [] : [{ answers, ...result }];
    });
  const at = (role: Role): Scope => scopeOf(role, instruction, state, scope);
  const one = (role: Role, expression: Parameters<typeof evaluateAll>[0][number]): readonly Evaluation[] =>
    evaluateAll([expression], at(role)).map((each) => ({
      ...each,
      outcome: each.outcome.kind === "failure" ? each.outcome : { kind: "value", value: present(each.outcome.value[0]) },
    }));
  const writing = (role: Role, variables: readonly string[], values: readonly Value[]): ReadonlyMap<OwnPlace, Value> => {
    const store = new Map(state.store);
    variables.forEach((variable, position) => {
      if (variable !== "_") store.set(ownPlace(role, variable), present(values[position]));
    });
    return store;
  };
  switch (instruction.kind) {
    case "assign":
      return ways(one(instruction.role, instruction.expression), (value) => ({ store: writing(instruction.role, [instruction.variable], [value]) }));
    case "havoc": {
      const place = ownPlace(instruction.role, instruction.variable);
      return ways(evaluateAny(instruction.domain, place, at(instruction.role)), (value) => ({
        store: writing(instruction.role, [instruction.variable], [value]),
        choices: [...state.choices, `${place} := ${printValue(value)}`],
      }));
    }
    case "assert":
      return ways(one(instruction.role, instruction.condition), () => ({}));
    case "assume":
      return ways(one(instruction.role, instruction.condition), (value) => (value === true ? {} : undefined));
    case "if":
      return ways(one(instruction.role, instruction.condition), (value) => ({ into: value === true ? instruction.then : instruction.else }));
    case "match":
      return ways(one(instruction.role, instruction.scrutinee), (value) => {
        const { body, variables, values } = matching(instruction.cases, value, definitions);
        return { into: body, store: writing(instruction.role, variables, values) };
      });
    case "choose": {
      const chosen = resolution.branch(instruction);
      return instruction.branches.flatMap((into, number) =>
        chosen !== undefined && chosen !== number
          ? []
          : [{ into, choices: [...state.choices, `branch ${String(number + 1)} of ${String(instruction.branches.length)}`] }],
      );
    }
    case "communicate":
      return ways(evaluateAll(instruction.expressions, at(instruction.from)), (values) => ({ store: writing(instruction.to, instruction.variables, values) }));
    case "select":
      return [{}];
    case "call":
    case "loop":
    case "continue":
    case "break":
    case "in-transit":
    case "frame":
    case "leave":
      scope.obstacle(`a ${instruction.kind}`);
      return [];
    default:
      return assertNever(instruction);
  }
}

type Match = Extract<Instruction, { kind: "match" }>;

function matching(
  cases: Match["cases"],
  value: Value,
  definitions: Definitions,
): { readonly body: Choreography; readonly variables: readonly string[]; readonly values: readonly Value[] } {
  for (const { pattern, body } of cases) {
    if (pattern.kind === "wildcard") return { body, variables: [], values: [] };
    if (pattern.kind === "literal") {
      if (equalValues(evaluateClosed(pattern.value, definitions), value)) return { body, variables: [], values: [] };
    } else if (typeof value === "object" && value.kind === "variant" && value.name === pattern.name)
      return { body, variables: pattern.variables, values: value.payload };
  }
  throw new Error("no case of a match fits its value");
}

function scopeOf(role: Role, instruction: Instruction, { store, answers }: State, scope: ExecutionScope): Scope {
  const { definitions, resolution, obstacle, mayAsk } = scope;
  const chooser: Chooser = {
    meetLimit: ({ what, reason }) => {
      obstacle(`${what}: ${reason}`);
    },
    choose: ({ kind, description }, domain) => {
      if (kind === "oracle" && !mayAsk) {
        obstacle(`a function without body, ${description}, is asked where choices are to be matched`);
        return [];
      }
      const chosen = kind === "oracle" ? resolution.answer(description) : resolution.value(instruction);
      if (chosen !== undefined) return isIn(chosen, domain) ? [chosen] : [];
      if (domain.kind === "finite") return domain.values;
      obstacle(`${description} has ${domain.extent === "large" ? "too" : "infinitely"} many values`);
      return [];
    },
  };
  return { definitions, local: (name) => store.get(ownPlace(role, name)), oracles: answers, role, chooser };
}

function isIn(value: Value, domain: DomainValues): boolean {
  return domain.kind === "finite" ? domain.values.some((one) => equalValues(one, value)) : domain.contains(value);
}
