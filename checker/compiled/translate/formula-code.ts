/** Formulas of properties as code, as `checker/property/evaluate.ts` evaluates them: from left to right, undefined where a variable that is read is not set. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { MachineProcess } from "../../../calculus/machine/index.ts";
import { termOf } from "../../../calculus/machine/index.ts";
import type { Expression, Formula } from "../../../calculus/syntax/index.ts";
import { boolType } from "../../../calculus/values/index.ts";
import type { Code } from "../code/index.ts";
import { i32, and, shr } from "../code/index.ts";
import type { Block } from "./locals.ts";
import { both, equal, negation, no, oneOf, truth, yes } from "./logic.ts";
import { notNative } from "./not-native.ts";
import { knowledgeAt, sceneOf, variableCode } from "./process-scene.ts";
import type { Subject } from "./process-scene.ts";
import { fieldCode } from "./row-words.ts";
import type { Words } from "./row-words.ts";
import { termCode } from "./term-code.ts";

/** What just happened, as far as formulas tell. */
export interface Event {
  readonly kind: "sent" | "received";
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

export interface Truth {
  readonly value: Code;
  readonly isDefined: Code;
}

/** Whether the formula has the truth value, or none. @throws NotNative */
export function sightCode(formula: Formula, wanted: boolean, subject: Subject, words: Words, block: Block, event: Event | undefined): Code {
  const { value, isDefined } = formulaCode(formula, subject, words, block, event);
  return oneOf(negation(isDefined), wanted ? value : negation(value));
}

/** The truth of the formula in a row. @throws NotNative */
export function formulaCode(formula: Formula, subject: Subject, words: Words, block: Block, event: Event | undefined): Truth {
  const inside = (part: Formula): Truth => formulaCode(part, subject, words, block, event);
  switch (formula.kind) {
    case "not": {
      const { value, isDefined } = inside(formula.operand);
      return { value: negation(value), isDefined };
    }
    case "and":
    case "or":
    case "implies": {
      const left = inside(formula.left);
      const goesOn = formula.kind === "or" ? negation(left.value) : left.value;
      // What does not go on is not looked at: it may have no code.
      if (goesOn.kind === "i32" && goesOn.value === 0) return { value: truth(formula.kind !== "and"), isDefined: left.isDefined };
      const right = inside(formula.right);
      const isDefined = both(left.isDefined, oneOf(negation(goesOn), right.isDefined));
      const value = formula.kind === "and" ? both(left.value, right.value) : oneOf(negation(goesOn), right.value);
      return { value, isDefined };
    }
    case "expression":
      return expressionCode(formula.expression, subject, words, block);
    case "is-set": {
      const place = placeOf(subject, formula.role.text, formula.variable.text);
      if (place === undefined) return { value: no, isDefined: yes };
      return { value: variableCode(subject, place.process, place.index, knowledgeAt(subject), words).isDefined, isDefined: yes };
    }
    case "sent":
    case "received": {
      const isIt =
        event?.kind === formula.kind &&
        event.from === formula.from.text &&
        event.to === formula.to.text &&
        (formula.message === undefined || formula.message.text === event.label);
      return { value: truth(isIt), isDefined: yes };
    }
    case "at-end":
      return { value: isAtLocation(subject, formula.role.text, words, ({ isEnd }) => isEnd, true), isDefined: yes };
    case "at-label":
      return { value: isAtLocation(subject, formula.role.text, words, ({ label }) => label === formula.label.text, false), isDefined: yes };
    default:
      return assertNever(formula);
  }
}

/** Whether the role is at a location of some kind; `otherwise` for a role that has no process. */
function isAtLocation(
  subject: Subject,
  role: string,
  words: Words,
  wanted: (location: MachineProcess["locations"][number]) => boolean,
  otherwise: boolean,
): Code {
  const process = processOf(subject, role);
  if (subject.machine.processes[process]?.of !== undefined) return notNative("where a role stands head first");
  return process < 0 ? truth(otherwise) : atLocation(subject, process, words, wanted);
}

/** Whether the process is at one of the locations that are wanted. */
export function atLocation(
  { machine, layout }: Subject,
  process: number,
  words: Words,
  wanted: (location: MachineProcess["locations"][number]) => boolean,
): Code {
  const { reached, location } = layout.processes[process] ?? notNative("a process");
  const numbers = reached.flatMap((at, number) => {
    const one = machine.processes[process]?.locations[at];
    return one !== undefined && wanted(one) ? [number] : [];
  });
  if (numbers.length === 0) return no;
  if (numbers.length === reached.length || location === undefined) return yes;
  const here = fieldCode(location, words);
  if (reached.length <= 32 && numbers.length > 2) {
    const set = numbers.reduce((bits, number) => bits | (1 << number), 0);
    return and(shr(i32(set), here), i32(1));
  }
  return numbers.reduce<Code>((any, number) => oneOf(any, equal(here, i32(number))), no);
}

/** The process that makes the steps of the role; -1 where there is none. */
function processOf({ machine }: Pick<Subject, "machine">, role: string): number {
  return machine.processes.findIndex((one) => one.of?.includes(role) ?? one.role === role);
}

/** The variable that `A.x` is: a field, or a variable of the only frame. @throws NotNative where that depends on the calls that a role is in. */
function placeOf({ machine }: Subject, role: string, name: string): { readonly process: number; readonly index: number } | undefined {
  const process = processOf({ machine }, role);
  const own = machine.processes[process];
  if (own === undefined) return undefined;
  const field = own.variables.findIndex(({ source }) => source.role === role && source.variable === name && source.frame === undefined);
  if (field >= 0) return { process, index: field };
  const hasFrames = own.locations.some(({ commands }) => commands.some(({ rules }) => rules.includes("N-CALL") || rules.includes("C-CALL")));
  if (hasFrames) return notNative("a variable of the innermost call");
  const index = own.variables.findIndex(({ source }) => source.role === role && source.variable === name);
  return index < 0 ? undefined : { process, index };
}

function expressionCode(expression: Expression, subject: Subject, words: Words, block: Block): Truth {
  const { machine } = subject;
  const found = termOf(
    expression,
    {
      definitions: machine.definitions,
      variable: () => undefined,
      roleVariable: (role, name) => {
        const place = placeOf(subject, role, name);
        if (place === undefined) return processOf(subject, role) >= 0 ? notNative("a variable that is never set") : undefined;
        const type = machine.processes[place.process]?.variables[place.index]?.type;
        return type === undefined ? undefined : { ...place, type };
      },
    },
    boolType,
  );
  if (!found.ok) return notNative("an expression that is too large");
  const { value, isDefined } = termCode(found.term, sceneOf(subject, knowledgeAt(subject), words, block));
  if (isDefined.kind === "i32" && isDefined.value === 0) return { value: no, isDefined };
  if (value.kind !== "boolean") return notNative("a formula that is no boolean");
  return { value: value.code, isDefined };
}
