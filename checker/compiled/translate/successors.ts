/** The functions of a machine's code: `successors`, one for each process where there are many commands, and `enter`. */
import type { PersistenceTable } from "../../reduction/index.ts";
import type { TypedCommand, TypedMachine } from "../analysis/typed-machine.ts";
import type { Code, CodeFunction, Statement } from "../code/index.ts";
import { add, and, binary, call, get, giveBack, i32, load, local, repeatWhile, run, set, shr, store, switchOn, when } from "../code/index.ts";
import { addresses, countFinal, peak, scratchAddress, sightState, watchAddress } from "../exploration/model-code.ts";
import type { Layout } from "../layout/index.ts";
import type { Watch } from "../watch.ts";
import { commandCode, conditionally } from "./command-code.ts";
import type { CommandCode, Writer } from "./command-code.ts";
import { faultCode, isRunning } from "./fault-code.ts";
import type { Event } from "./formula-code.ts";
import { keptReceive } from "./kept-receive.ts";
import { Locals } from "./locals.ts";
import { constantOf, no, oneOf } from "./logic.ts";
import { NotNative } from "./not-native.ts";
import { knowledgeAt } from "./process-scene.ts";
import type { Subject } from "./process-scene.ts";
import { fieldCode, wordsInLocals } from "./row-words.ts";
import type { ReducedCode } from "./reduced-code.ts";
import { rankCode } from "./reduced-code.ts";
import { sortingFunction } from "./sorting-code.ts";
import { eventOf, finalCode, seenOfStep, seenOnEntering, sortedWatches, whileOpen } from "./sightings.ts";
import type { SortedWatches } from "./sightings.ts";
import { suspicion } from "./suspicion.ts";

export interface SuccessorCode {
  readonly functions: readonly CodeFunction[];
  readonly maxSuccessors: number;
  /** What is done by the rules of machines instead, and why: for reports. */
  readonly callOuts: readonly string[];
  /** Events of which formulas without code are asked, by number. */
  readonly events: readonly (Event | undefined)[];
  /** Address of a word: one more than the number of the row that was expanded last of those in which nobody moves. */
  readonly stuckAt: number;
}

/** Machines with more commands get a function for each process. */
const commandsOfOneFunction = 400;
/** Successors of a location that is left to the rules. */
export const roomForCallOut = 4_096;

/**
 * The code of a machine, of which so many rows are initial. Linear in its commands, but for formulas about steps, which every command has in it.
 */
export function successorCode(
  typed: TypedMachine,
  subject: Subject,
  watches: readonly Watch[],
  initialRows: number,
  reduction: ReducedCode = {},
): SuccessorCode {
  return new Successors(typed, subject, sortedWatches(watches), initialRows, reduction).code();
}

class Successors {
  readonly #typed: TypedMachine;
  readonly #subject: Subject;
  readonly #layout: Layout;
  readonly #sorted: SortedWatches;
  readonly #initialRows: number;
  readonly #reduction: ReducedCode;
  /** A word of memory. */
  readonly #suspectAt: number;
  readonly #callOuts: string[] = [];
  readonly #events: (Event | undefined)[] = [];

  constructor(typed: TypedMachine, subject: Subject, sorted: SortedWatches, initialRows: number, reduction: ReducedCode) {
    this.#initialRows = initialRows;
    this.#reduction = reduction;
    this.#typed = typed;
    this.#subject = subject;
    this.#layout = subject.layout;
    this.#sorted = sorted;
    this.#suspectAt = scratchAddress(watchCount(sorted), typed.machine.channels.length);
  }

  code(): SuccessorCode {
    const { machine } = this.#typed;
    const commands = this.#typed.commands.reduce((sum, locations) => sum + locations.reduce((inner, all) => inner + all.length, 0), 0);
    const functions: CodeFunction[] = [];
    const locals = new Locals();
    const statements: Statement[] = [...this.#loadWords(), set("begin", get("out"))];
    let maxSuccessors = 0;
    const { table, blocks = [] } = this.#reduction;
    if (table !== undefined) statements.push(...this.#alone(table, locals));
    machine.processes.forEach((_, process) => {
      if (commands <= commandsOfOneFunction && table === undefined) {
        const own = this.#process(process, locals);
        maxSuccessors += own.successors;
        statements.push(...own.statements);
        return;
      }
      const inner = new Locals();
      const own = this.#process(process, inner);
      maxSuccessors += own.successors;
      functions.push(this.#function(`process${process}`, inner, [...this.#loadWords(), ...own.statements, giveBack(get("out"))]));
      statements.push(set("out", call(`process${process}`, get("row"), get("out"))), when(load(i32(0), addresses.gaveUp), [giveBack(get("out"))]));
    });
    const { network, faults } = machine;
    statements.push(set("moved", get("out")));
    if (network.lossy || network.duplicating || faults !== undefined) {
      const own = this.#faults(locals);
      maxSuccessors += own.successors;
      statements.push(...own.statements);
    }
    statements.push(...this.#judge(), ...this.#sorting(), giveBack(get("out")));
    if (blocks.length > 0) functions.push(sortingFunction(blocks));
    functions.push(this.#function("successors", locals, statements));
    const enter = this.#enter();
    return {
      functions: enter === undefined ? functions : [...functions, enter],
      maxSuccessors: Math.max(1, maxSuccessors),
      callOuts: this.#callOuts,
      events: this.#events,
      stuckAt: this.#suspectAt + 4,
    };
  }

  #loadWords(): readonly Statement[] {
    return Array.from({ length: this.#layout.words }, (_, word) => set(`w${word}`, load(get("row"), 4 * word)));
  }

  #function(name: string, locals: Locals, body: readonly Statement[]): CodeFunction {
    const words = Array.from({ length: this.#layout.words }, (_, word) => local(`w${word}`));
    const own = ["begin", "moved", "before", "errors", "sorted"].map((one) => local(one));
    return {
      name,
      isExported: name === "successors",
      parameters: [local("row"), local("out")],
      locals: [...words, ...own, ...locals.all()],
      result: "i32",
      body,
    };
  }

  #writer(locals: Locals, seen: Writer["seen"]): Writer {
    const withoutValue = this.#sorted.noValue.map((place) => sightState(place));
    return { ...this.#subject, locals, words: wordsInLocals, seen, withoutValue };
  }

  /** The number of an event that a formula without code is asked about. */
  readonly #askAbout = (place: number, event: Event | undefined): Code => {
    const number = this.#events.push(event) - 1;
    return call("formulaAfter", i32(place), get("out"), i32(number));
  };

  #seen(typed: TypedCommand, locals: Locals, more: readonly string[] = []): readonly Statement[] {
    const { command } = typed;
    const event = eventOf(command, this.#typed.machine);
    return seenOfStep(this.#sorted, this.#subject, locals, command.effect.kind, [...more, ...command.rules], event, this.#askAbout);
  }

  /** The steps of one process. */
  #process(process: number, locals: Locals): CommandCode {
    const stored = this.#layout.processes[process];
    const commands = this.#typed.commands[process] ?? [];
    if (stored === undefined) return { statements: [], successors: 0 };
    const writer = this.#writer(locals, (command) => this.#seen(command, locals));
    const cases = stored.reached.map((location) => this.#location(process, location, commands[location] ?? [], writer));
    const successors = cases.reduce((most, one) => Math.max(most, one.successors), 0);
    return { statements: this.#dispatch(process, cases), successors };
  }

  /** The statements for the location where the process is, if it has not stopped. */
  #dispatch(process: number, cases: readonly CommandCode[]): readonly Statement[] {
    const { location, stopped } = this.#layout.processes[process] ?? {};
    const bodies = cases.map(({ statements }) => statements);
    if (bodies.every((body) => body.length === 0)) return [];
    const [only, ...others] = bodies;
    if (location === undefined) return only === undefined ? [] : conditionally(isRunning({ layout: this.#layout, words: wordsInLocals }, process), only);
    // The bits above those of the location say whether the process has stopped: then the number is that of no case.
    const width = location.width + (stopped?.width ?? 0);
    const control = fieldCode({ ...location, width }, wordsInLocals);
    if (stopped !== undefined && bodies.length < 2 ** location.width) return [switchOn(control, bodies)];
    return others.length === 0 && only !== undefined ? only : [switchOn(control, bodies)];
  }

  #location(process: number, location: number, commands: readonly TypedCommand[], writer: Writer): CommandCode {
    const knowledge = knowledgeAt(this.#subject, process, location);
    const suspect = suspicion(commands, writer);
    const isSuspect = this.#sorted.errors.some(({ kind }) => kind === "reception") && constantOf(suspect) !== 0;
    const noted = isSuspect ? [when(binary("eq", get("out"), get("before")), conditionally(suspect, [this.#suspect(1)]))] : [];
    const before = isSuspect ? [set("before", get("out"))] : [];
    try {
      const parts = commands.map((command) => commandCode(command, { process, location }, knowledge, writer));
      const statements = parts.flatMap((part) => part.statements);
      return { statements: [...before, ...statements, ...noted], successors: parts.reduce((sum, part) => sum + part.successors, 0) };
    } catch (error) {
      if (!(error instanceof NotNative)) throw error;
      this.#callOuts.push(`${this.#typed.machine.processes[process]?.role ?? ""} at ${location}: ${error.message}`);
      return { statements: [...before, ...callOut(call("stepsOf", i32(process), get("row"), get("out"))), ...noted], successors: roomForCallOut };
    }
  }

  #faults(locals: Locals, only?: number): CommandCode {
    const seenOfFault = (rule: string): readonly Statement[] => seenOfStep(this.#sorted, this.#subject, locals, undefined, [rule], undefined, this.#askAbout);
    const rule = (isNetwork: boolean): string => (isNetwork ? "N-KEEP" : "F-DUPLICATE");
    const { network } = this.#typed.machine;
    let keeps = 0;
    try {
      return faultCode(
        this.#writer(locals, () => []),
        (isWanted, change) => {
          const isNetwork = network.duplicating && keeps === 0;
          keeps += 1;
          const writer = this.#writer(locals, (command) => this.#seen(command, locals, [rule(isNetwork)]));
          const parts = this.#layout.processes.map(({ reached }, process) => {
            if (only !== undefined && process !== only) return { statements: [], successors: 0 };
            const cases = reached.map((location) =>
              keptReceive(this.#typed, { process, location }, knowledgeAt(this.#subject, process, location), writer, isWanted, change),
            );
            return { statements: this.#dispatch(process, cases), successors: cases.reduce((most, one) => Math.max(most, one.successors), 0) };
          });
          return { statements: parts.flatMap((part) => part.statements), successors: parts.reduce((sum, part) => sum + part.successors, 0) };
        },
        seenOfFault,
        only,
      );
    } catch (error) {
      if (!(error instanceof NotNative)) throw error;
      this.#callOuts.push(`faults: ${error.message}`);
      return { statements: callOut(call("faultsOf", get("row"), get("out"))), successors: roomForCallOut };
    }
  }

  /** The first process whose steps stand for all goes, with its own faults; what follows is for states where none does. */
  #alone(table: PersistenceTable, locals: Locals): readonly Statement[] {
    const subject = { ...this.#subject, words: wordsInLocals };
    const ranks = table.map((locations, process) => {
      const reached = this.#layout.processes[process]?.reached ?? [];
      const found = reached.map((location) => locations[location]);
      if (found.every((one) => one === undefined)) return undefined;
      const rank = locals.take("i32");
      const cases = found.map((alone): CommandCode => ({ statements: alone === undefined ? [] : rankCode(alone, rank, subject), successors: 0 }));
      return { process, rank, statements: [set(rank, i32(0)), ...this.#dispatch(process, cases)], has: new Set(found.map((one) => one?.rank)) };
    });
    const able = ranks.filter((one) => one !== undefined);
    const steps = ([0, 1, 2] as const).flatMap((wanted) =>
      able.flatMap(({ process, rank, has }) => {
        if (!has.has(wanted)) return [];
        const faults = this.#faultsOf(process, locals);
        if (faults === undefined) return [];
        return [
          when(binary("eq", get(rank), i32(wanted + 1)), [
            set("out", call(`process${process}`, get("row"), get("out"))),
            when(load(i32(0), addresses.gaveUp), [giveBack(get("out"))]),
            when(binary("ne", get("out"), get("begin")), [...faults, this.#suspect(0), ...this.#sorting(), giveBack(get("out"))]),
          ]),
        ];
      }),
    );
    return steps.length === 0 ? [] : [...able.flatMap(({ statements }) => statements), ...steps];
  }

  /** The faults that belong to the steps of one process; undefined where they have no code. */
  #faultsOf(process: number, locals: Locals): readonly Statement[] | undefined {
    const { network, faults } = this.#typed.machine;
    if (!network.lossy && !network.duplicating && faults === undefined) return [];
    const before = this.#callOuts.length;
    const { statements } = this.#faults(locals, process);
    if (this.#callOuts.length === before) return statements;
    this.#callOuts.pop();
    return undefined;
  }

  /** Puts members of symmetric groups in order, in every successor. */
  #sorting(): readonly Statement[] {
    if ((this.#reduction.blocks ?? []).length === 0) return [];
    const next = add(get("sorted"), i32(4 * this.#layout.words));
    return [
      set("sorted", get("begin")),
      repeatWhile("sorting", binary("lt_u", get("sorted"), get("out")), [run("sortMembers", get("sorted")), set("sorted", next)]),
    ];
  }

  /** What is seen of the state as such: whether it is final, and whether something is wrong with it. */
  #judge(): readonly Statement[] {
    const { errors, terminal } = this.#sorted;
    const isFinal = finalCode(this.#subject, wordsInLocals);
    // Faults may still happen.
    const isStuck = binary("eq", get("moved"), get("begin"));
    const noted = store(i32(0), this.#suspectAt + 4, add(load(i32(0), addresses.currentRow), i32(1)));
    const onTerminal = [noted, ...terminal.map((place) => sightState(place))];
    const raise = errors.length === 0 ? [] : [this.#suspect(1)];
    const stuck: readonly Statement[] = [...(constantOf(isFinal) === 0 ? raise : [when(isFinal, [countFinal()], raise)]), ...onTerminal];
    const found = errors.map(({ place }, index) => whileOpen(place, [when(and(shr(get("errors"), i32(index)), i32(1)), [sightState(place)])]));
    const anyOpen = errors.reduce<Code>((any, { place }) => oneOf(any, binary("eq", load(i32(0), watchAddress(place)), i32(0))), no);
    const asked = [this.#suspect(0), when(anyOpen, [set("errors", call("errorsOf", get("row"))), ...found])];
    return [when(isStuck, stuck), ...(errors.length === 0 ? [] : [when(load(i32(0), this.#suspectAt), asked)])];
  }

  /** Says whether the errors of the state are to be looked for. */
  #suspect(value: 0 | 1): Statement {
    return store(i32(0), this.#suspectAt, i32(value));
  }

  #enter(): CodeFunction | undefined {
    const locals = new Locals();
    const seen = seenOnEntering(this.#sorted, this.#subject, wordsInLocals, locals, this.#initialRows);
    const watches = watchCount(this.#sorted);
    const lengths = this.#layout.queues.flatMap((queue, channel): readonly Statement[] => {
      if (queue.kind === "empty") return [];
      const length = queue.kind === "interned" ? call("lengthOf", i32(channel), get("row")) : fieldCode(queue.length, wordsInLocals);
      return [set("length", length), peak(watches, channel, "length")];
    });
    const words = Array.from({ length: this.#layout.words }, (_, word) => local(`w${word}`));
    return {
      name: "enter",
      isExported: true,
      parameters: [local("row")],
      locals: [...words, local("length"), ...locals.all()],
      body: [...this.#loadWords(), ...lengths, ...seen],
    };
  }
}

function watchCount({ errors, terminal, noValue, steps, entered, events }: SortedWatches): number {
  return errors.length + terminal.length + noValue.length + steps.length + entered.length + events.length;
}

/** Bytes of memory of its own that the code needs. */
export const scratchBytes = 16;

/** Goes on behind the successors that a call-out writes, unless it gives up. */
function callOut(code: Code): readonly Statement[] {
  return [set("out", code), when(load(i32(0), addresses.gaveUp), [giveBack(get("out"))])];
}
