/** Guards, updates and domains of machines against their steps: in states that are reached, with symbols in the bounds that the analysis proves. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Value } from "../../../calculus/core/index.ts";
import { analyseText } from "../../../calculus/loading/index.ts";
import type { BuiltMachine, Machine, MachineConfiguration, MachineStep, TermScope } from "../../../calculus/machine/index.ts";
import { machineInitial, machineKey, machineOfChoreography, machineSteps } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import { projection } from "../../../calculus/projection/index.ts";
import { equalValues, exhaustive } from "../../../calculus/values/index.ts";
import { analyse, typedMachine } from "../../compiled/analysis/index.ts";
import type { Analysis, TypedCommand } from "../../compiled/analysis/index.ts";
import type { Term } from "../terms/index.ts";
import { evaluateTerm, newTerms } from "../terms/index.ts";
import { growingAssignment, textNumbers } from "./differential.ts";
import { assignValue, decodeCell, domainConstraint, encodeGuard, encodeUpdates, freshCell, newContext, shapeOf, storeCell, textReader } from "./index.ts";
import type { Arithmetic, Cell, Context, ValueShape } from "./index.ts";

const own = `
enum Answer { Yes(int), No, Later(bool) }
role A { n: int = any 0..3; reply: Answer = No; total: int = 0; best: option<int> = none; rounds: int = 2; }
role B { share: int = 0; }
choreography Main(A, B) {
  while A.(rounds > 0) {
    A.reply := if n == 0 then No else if n == 1 then Later(rounds > 1) else Yes(n * 2 - 3);
    match A.reply {
      Yes(gain) => { A.total := (total + gain) % 5; A.best := some(gain); A -> B : yes; B.share := any 1..2; }
      Later(again) => { A.best := if again then best else none; A -> B : later; }
      No => { A -> B : no; }
    }
    A.(total, n) -> B.(sum, divisor) : figures;
    B.share := sum / divisor;
    B.share -> A.gained : share;
    assert A.(gained >= 0 or total < 0);
    A.rounds := rounds - 1;
  }
  A.total := unwrap(best) % 3;
  A -> B : end;
}
`;
const corpus = new URL("../../../corpus/literature/", import.meta.url).pathname;
const names = ["key-value-store-primary-backup", "quorum-register", "search-hotels", "bookseller-many-titles", "auction", "vitals-streaming"];
const programs: readonly (readonly [string, string])[] = [
  ["own", own],
  ...names.map((name) => [name, readFileSync(`${corpus}${name}.choreo`, "utf8")] as const),
];

/** So many states of each machine are looked at. */
const mostStates = 60;

function machineOf(text: string): BuiltMachine {
  const { model, diagnostics } = analyseText(text);
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  const procedure = [...(model?.procedures.keys() ?? [])].at(-1);
  if (model === undefined || procedure === undefined) throw new Error("a program");
  const result = machineOfChoreography(model, procedure, { projection: projection() });
  if (!result.ok) throw new Error(result.reason);
  return result.built;
}

function statesOf(machine: Machine): readonly MachineConfiguration[] {
  const chooser = exhaustive(() => expect.fail("an infinite choice"));
  const known = new Map<string, MachineConfiguration>();
  const enter = (one: MachineConfiguration): void => {
    if (known.size < mostStates && !known.has(machineKey(one))) known.set(machineKey(one), one);
  };
  machineInitial(machine, chooser).forEach(enter);
  for (const one of known.values()) machineSteps(machine, one, chooser).forEach(({ target }) => enter(target));
  return [...known.values()];
}

/** A command encoded once, over the symbols of its process. */
interface EncodedCommand {
  readonly guard: Term;
  /** What it binds, and the side condition of its domain. */
  readonly bound: readonly Cell[];
  readonly isChosen: Term;
  readonly updates: readonly { readonly index: number; readonly cell: Cell; readonly fits: Term }[];
}

interface EncodedProcess {
  readonly cells: readonly Cell[];
  readonly wellFormed: Term;
  readonly commands: readonly (readonly EncodedCommand[])[];
}

function encodeProcess(process: number, machine: Machine, analysis: Analysis, context: Context): EncodedProcess {
  const { terms } = context;
  const { variables } = present(machine.processes[process]);
  const known = present(analysis.variables[process]);
  const shapes = variables.map(({ type }, index): ValueShape => shapeOf(type, context, present(known[index]).shape));
  const fresh = variables.map(({ name }, index) => freshCell(`${name}@0`, present(shapes[index]), present(known[index]).mayBeUnset, context));
  const cells = fresh.map(({ cell }) => cell);
  const scope: TermScope = {
    definitions: machine.definitions,
    variable: (name) => {
      const index = variables.findIndex((one) => one.name === name);
      return index < 0 ? undefined : { process, index, type: present(variables[index]).type };
    },
  };
  const encode = ({ guard, bound, domain, updates }: TypedCommand, position: string): EncodedCommand => {
    const own = bound.map((index) => freshCell(`${present(variables[index]).name}@${position}`, present(shapes[index]), false, context).cell);
    const after = (_: number, index: number): Cell => own[bound.lastIndexOf(index)] ?? present(cells[index]);
    const before = (_: number, index: number): Cell => present(cells[index]);
    const chosen = domain === undefined ? undefined : present(own[0]).value;
    const range =
      domain === undefined || chosen === undefined
        ? undefined
        : domain.kind === "type"
          ? domainConstraint(chosen, domain.domain, { scope, cells: before }, context)
          : undefined;
    const result = encodeUpdates(updates, guard, process, after, context);
    return {
      guard: terms.and(encodeGuard(guard, process, before, context), result.answered),
      bound: own,
      isChosen: range?.holds ?? terms.true,
      updates: [...result.cells].map(([index, cell]) => ({ index, ...storeCell(cell, present(shapes[index]), present(known[index]).mayBeUnset, context) })),
    };
  };
  const typed = present(typedMachine(machine).commands[process]);
  const commands = typed.map((list, location) => list.map((command, index) => encode(command, `${String(location)}.${String(index)}`)));
  return { cells, wellFormed: terms.and(...fresh.map(({ wellFormed }) => wellFormed)), commands };
}

/** What a step's effect has bound. */
function boundValues({ label }: MachineStep): readonly Value[] {
  return label.kind === "any" ? [label.value] : label.kind === "receive" ? label.values : [];
}

function checkState(machine: Machine, state: MachineConfiguration, processes: readonly EncodedProcess[], context: Context, count: Map<string, number>): void {
  const steps = machineSteps(
    machine,
    state,
    exhaustive(() => undefined),
  );
  for (const [process, { cells, wellFormed, commands }] of processes.entries()) {
    if (state.stopped[process] !== undefined) continue;
    const assignment = growingAssignment();
    const text = textNumbers(context);
    for (const [literal, term] of context.texts) if (term.kind === "symbol") assignment.set(term, text(literal));
    const read = (term: Term): ReturnType<typeof evaluateTerm> => evaluateTerm(term, assignment);
    const isTrue = (term: Term): boolean => {
      const value = read(term);
      return value.kind === "boolean" && value.value;
    };
    for (const [index, { value, isSet }] of cells.entries()) {
      const held = state.values[process]?.[index];
      if (isSet.kind === "symbol") assignment.set(isSet, { kind: "boolean", value: held !== undefined });
      if (held !== undefined) expect(assignValue(value, held, assignment.set, text, context)).toBe(true);
    }
    expect(isTrue(wellFormed)).toBe(true);
    const location = present(state.locations[process]);
    for (const [position, command] of present(machine.processes[process]?.locations[location]).commands.entries()) {
      const encoded = present(commands[location]?.[position]);
      const own = steps.filter((step) => step.process === process && step.command === command);
      if (command.effect.kind !== "receive" || own.length > 0)
        expect(isTrue(encoded.guard), `${command.effect.kind} at ${String(location)}`).toBe(own.length > 0);
      for (const step of own) {
        const bound = boundValues(step);
        for (const [index, cell] of encoded.bound.entries()) assignValue(cell.value, present(bound[index]), assignment.set, text, context);
        expect(isTrue(encoded.isChosen)).toBe(true);
        for (const { index, cell, fits } of encoded.updates) {
          expect(isTrue(fits)).toBe(true);
          const [found, wanted] = [decodeCell(cell, read, textReader(read, context), context), step.target.values[process]?.[index]];
          expect(found === undefined || wanted === undefined ? found === wanted : equalValues(found, wanted), `variable ${String(index)}`).toBe(true);
          count.set("update", (count.get("update") ?? 0) + 1);
        }
        count.set(command.guard.kind, (count.get(command.guard.kind) ?? 0) + 1);
        count.set(command.effect.kind, (count.get(command.effect.kind) ?? 0) + 1);
      }
    }
  }
}

describe("commands of machines", () => {
  const count = new Map<string, number>();

  test.each(programs)("are enabled as their guards say, and do what their updates say: %s", (name, text) => {
    const { machine } = machineOf(text);
    const arithmetics: readonly Arithmetic[] = name === "own" ? ["words", "integers"] : ["integers"];
    for (const arithmetic of arithmetics) {
      const context = newContext({ terms: newTerms(), definitions: machine.definitions, arithmetic, bounds: { list: 3, keyed: 3 } });
      const analysis = analyse(typedMachine(machine));
      const processes = machine.processes.map((_, process) => encodeProcess(process, machine, analysis, context));
      for (const state of statesOf(machine)) checkState(machine, state, processes, context, count);
    }
  });

  test("were of every kind", () => {
    for (const kind of ["holds", "refutes", "matches", "defined", "undefined", "fail", "any", "receive", "update"])
      expect(count.get(kind) ?? 0, kind).toBeGreaterThan(0);
  });
});
