/** Commands as code: the successors of a row by one command of one process. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Value } from "../../../calculus/core/index.ts";
import { closedDomain, maximumDomainValues } from "../../../calculus/values/index.ts";
import { mentionsVariables } from "../analysis/domain-shape.ts";
import { messageKey, passGuard } from "../analysis/transfer.ts";
import type { Knowledge } from "../analysis/knowledge.ts";
import type { TypedCommand } from "../analysis/typed-machine.ts";
import type { Code, Statement } from "../code/index.ts";
import { add, binary, get, giveBack, i32, repeatWhile, set, when } from "../code/index.ts";
import { giveUp } from "../exploration/model-code.ts";
import type { PackedQueue } from "../layout/index.ts";
import { constant, fitsI32, integer } from "./computed.ts";
import type { Computed } from "./computed.ts";
import { allDefined, guardCode, termOrNot } from "./guard-code.ts";
import { Block } from "./locals.ts";
import type { Locals } from "./locals.ts";
import { both, constantOf, no, yes } from "./logic.ts";
import { notNative } from "./not-native.ts";
import { sceneOf } from "./process-scene.ts";
import type { Subject } from "./process-scene.ts";
import { hasRoom, isInFront, isWaiting, packedQueue, putLast, takeFirst, valuesInFront } from "./queue-code.ts";
import { RowUpdate } from "./row-update.ts";
import type { Words } from "./row-words.ts";
import { termCode } from "./term-code.ts";
import type { Evaluated } from "./term-code.ts";
import { clear, writePacked } from "./write-packed.ts";

/** Where code is written. */
export interface Writer extends Subject {
  readonly locals: Locals;
  readonly words: Words;
  /** What is to be seen of a step by the command, once its row is written at `out`. */
  readonly seen: (command: TypedCommand) => readonly Statement[];
  /** What is to be done where a choice has no value. */
  readonly withoutValue: readonly Statement[];
}

/** Code that writes successors, and how many there are at most. */
export interface CommandCode {
  readonly statements: readonly Statement[];
  readonly successors: number;
}

/** More values of an `any` are written in a loop, or left to the rules. */
const maximumUnrolled = 16;
const maximumListed = 256;

/** Gives the layout up for a reason, if the condition holds. */
export function giveUpIf(condition: Code, reason: number): readonly Statement[] {
  return constantOf(condition) === 0 ? [] : [when(condition, [giveUp(reason), giveBack(get("out"))])];
}

/** The row that the update describes, behind those before it. */
export function emit(update: RowUpdate, { layout, words }: Pick<Writer, "layout" | "words">, seen: readonly Statement[]): readonly Statement[] {
  return [...update.stores(layout.words, words), ...seen, set("out", add(get("out"), i32(4 * layout.words)))];
}

interface Position {
  readonly process: number;
  readonly location: number;
}

/**
 * The successors by a command at a location; none where the analysis shows that it is never enabled there. `keeping`: of a receive that leaves its message,
 * what else it changes. @throws NotNative
 */
export function commandCode(typed: TypedCommand, at: Position, knowledge: Knowledge, writer: Writer, keeping?: (update: RowUpdate) => void): CommandCode {
  return writer.locals.within(() => new CommandWriter(typed, at, knowledge, writer, keeping).code());
}

class CommandWriter {
  readonly #typed: TypedCommand;
  readonly #at: Position;
  readonly #writer: Writer;
  readonly #before: Knowledge;
  readonly #keeping: ((update: RowUpdate) => void) | undefined;
  /** Reasons to give up, found while the successor is described. */
  #doubts: { readonly condition: Code; readonly reason: number }[] = [];

  constructor(typed: TypedCommand, at: Position, knowledge: Knowledge, writer: Writer, keeping: ((update: RowUpdate) => void) | undefined) {
    this.#typed = typed;
    this.#keeping = keeping;
    this.#at = at;
    this.#before = knowledge;
    this.#writer = writer;
  }

  code(): CommandCode {
    const { machine, layout, words, locals } = this.#writer;
    const { process } = this.#at;
    const { guard, command, payload } = this.#typed;
    const nothing: CommandCode = { statements: [], successors: 0 };
    const passed = passGuard(guard, this.#before, machine.definitions);
    // Where no value can be chosen the target is not reached, and that is to be seen.
    if (passed === undefined || (command.effect.kind !== "any" && !this.#isReached(command.target))) return nothing;
    const outer = new Block(locals);
    const scene = sceneOf(this.#writer, this.#before, words, outer, process);
    const { effect } = command;
    const queue = effect.kind === "send" || effect.kind === "receive" ? this.#queue(effect.channel) : undefined;
    if ((effect.kind === "send" || effect.kind === "receive") && queue === undefined) return nothing;
    let enabled = guardCode(guard, process, scene);
    const update = new RowUpdate();
    let values: readonly Evaluated[] = [];
    const inner = new Block(locals);
    const innerScene = sceneOf(this.#writer, passed, words, inner, process);
    const bound = new Map<number, Computed>();
    switch (effect.kind) {
      case "send":
      case "transfer": {
        enabled = both(enabled, allDefined(payload, scene));
        if (queue !== undefined) enabled = both(enabled, hasRoom(queue, words));
        values = payload.map((term) => termCode(termOrNot(term), innerScene));
        if (effect.kind === "transfer") this.#typed.bound.forEach((variable, index) => bound.set(variable, values[index]?.value ?? notNative("a value")));
        break;
      }
      case "receive": {
        if (queue === undefined) return nothing;
        const number = this.#messageNumber(queue, effect.sender, effect.label, this.#typed.bound.length);
        const message = queue.messages[number];
        if (message === undefined) return nothing;
        enabled = both(enabled, both(isWaiting(queue, words), isInFront(queue, number, words)));
        valuesInFront(queue, message, words).forEach((value, index) => {
          const variable = this.#typed.bound[index];
          if (variable !== undefined) bound.set(variable, value);
        });
        if (this.#keeping === undefined) takeFirst(queue, update, words);
        else this.#keeping(update);
        break;
      }
      case "any":
        return this.#any(enabled, outer, passed);
      case "local":
      case "choose":
      case "violate":
      case "stop":
      case "fail":
      case "give-up":
        break;
      default:
        return assertNever(effect);
    }
    if (constantOf(enabled) === 0) return nothing;
    this.#move(update);
    if (effect.kind === "stop") this.#stop(update, "assumption");
    if (effect.kind === "fail") this.#stop(update, "failed");
    if (effect.kind === "send" && queue !== undefined)
      putLast(
        queue,
        effect.channel,
        this.#messageNumber(queue, command.role, effect.label, payload.length),
        values.map(({ value }) => value),
        update,
        words,
        inner,
        layout,
        this.#doubt,
      );
    this.#update(update, bound, passed, inner);
    const statements = [...inner.statements, ...this.#giveUps(), ...emit(update, this.#writer, this.#writer.seen(this.#typed))];
    return { statements: [...outer.statements, ...conditionally(enabled, statements)], successors: 1 };
  }

  readonly #doubt = (condition: Code, reason: number): void => {
    if (constantOf(condition) !== 0) this.#doubts.push({ condition, reason });
  };

  #giveUps(): readonly Statement[] {
    const found = this.#doubts;
    this.#doubts = [];
    return found.flatMap(({ condition, reason }) => giveUpIf(condition, reason));
  }

  #queue(channel: number): PackedQueue | undefined {
    const { layout, machine } = this.#writer;
    const queue = packedQueue(layout, channel);
    return queue !== undefined && machine.network.order === "bag" ? notNative("a bag") : queue;
  }

  #messageNumber(queue: PackedQueue, from: string, label: string, arity: number): number {
    const { machine } = this.#writer;
    const key = messageKey(machine, from, label, arity);
    return queue.messages.findIndex((one) => messageKey(machine, one.from, one.label, one.arity) === key);
  }

  #isReached(location: number): boolean {
    return this.#writer.layout.processes[this.#at.process]?.reached.includes(location) === true;
  }

  #move(update: RowUpdate): void {
    const { reached, location } = this.#writer.layout.processes[this.#at.process] ?? notNative("a process");
    if (location !== undefined) update.move(location, reached.indexOf(this.#at.location), reached.indexOf(this.#typed.command.target));
  }

  #stop(update: RowUpdate, status: "failed" | "assumption"): void {
    const { stopped, statuses } = this.#writer.layout.processes[this.#at.process] ?? notNative("a process");
    // Head first a role stops, and the location says so.
    if (this.#writer.machine.processes[this.#at.process]?.of !== undefined) return;
    if (stopped !== undefined) update.move(stopped, 0, statuses.indexOf(status) + 1);
  }

  /** Writes what is bound and what the updates say. */
  #update(update: RowUpdate, bound: ReadonlyMap<number, Computed>, passed: Knowledge, block: Block): void {
    const { process } = this.#at;
    const { updates } = this.#typed;
    const scene = sceneOf(this.#writer, bound.size === 0 ? passed : this.#unnarrowed(passed, bound), this.#writer.words, block, process, bound);
    const results = new Map<number, Evaluated>([...bound].map(([variable, value]) => [variable, { value, isDefined: yes }]));
    for (const { variable, value } of updates) {
      switch (value.kind) {
        case "unset":
          results.set(variable, { value: { kind: "boolean", code: no }, isDefined: no });
          break;
        case "copy":
          results.set(variable, scene.variable(process, value.of, scene.knowledge));
          break;
        case "payload": {
          const { guard } = this.#typed;
          const chosen = guard.kind === "matches" ? guard.cases[guard.index] : undefined;
          const of = termCode(termOrNot(value.scrutinee), { ...scene, knowledge: passed }).value;
          if (of.kind !== "sum" || chosen?.kind !== "constructor") return notNative("a payload in a side table");
          const part = of.cases.find(({ name }) => name === chosen.name)?.payload[value.position];
          results.set(variable, { value: part ?? notNative("a payload that is not there"), isDefined: yes });
          break;
        }
        case "term":
          results.set(variable, { value: termCode(termOrNot(value.term), scene).value, isDefined: yes });
          break;
        default:
          assertNever(value);
      }
    }
    for (const [variable, result] of results) this.#write(update, variable, result);
  }

  /** What was known of variables that have new values holds no more. */
  #unnarrowed(passed: Knowledge, bound: ReadonlyMap<number, Computed>): Knowledge {
    const narrowed = new Map([...passed.narrowed].filter(([key]) => !bound.has(key % 2 ** 24)));
    return { ...passed, narrowed };
  }

  #write(update: RowUpdate, variable: number, { value, isDefined }: Evaluated): void {
    const { layout } = this.#writer;
    const { isSet, packing } = layout.processes[this.#at.process]?.variables[variable] ?? notNative("a variable");
    if (packing === undefined) return;
    const cell = this.#before.variable(this.#at.process, variable);
    if (isSet !== undefined && !(cell.mayBeUnset ? cell.shape.kind === "none" && constantOf(isDefined) === 0 : constantOf(isDefined) === 1))
      update.put(isSet, isDefined);
    const put = (field: Parameters<RowUpdate["put"]>[0], bits: Code): void => update.put(field, bits);
    if (constantOf(isDefined) === 0) {
      if (cell.shape.kind !== "none") clear(packing, put);
    } else writePacked(value, packing, put, this.#doubt, layout.tables, isDefined);
  }

  #any(enabled: Code, outer: Block, passed: Knowledge): CommandCode {
    const { machine, words, locals } = this.#writer;
    const { process } = this.#at;
    const { domain, bound } = this.#typed;
    const [variable] = bound;
    if (domain === undefined || variable === undefined) return notNative("an any without domain");
    const isReached = this.#isReached(this.#typed.command.target);
    const one = (value: Computed): readonly Statement[] => {
      const inner = new Block(locals);
      const update = new RowUpdate();
      this.#move(update);
      this.#update(update, new Map([[variable, value]]), passed, inner);
      return [...inner.statements, ...this.#giveUps(), ...emit(update, this.#writer, this.#writer.seen(this.#typed))];
    };
    if (domain.kind === "type") {
      const names = new Set(machine.processes[process]?.variables.map(({ name }) => name));
      if (mentionsVariables(domain.type, names, machine.definitions)) return notNative("a domain that depends on variables");
      const values = closedDomain(domain.domain, machine.definitions);
      if (values?.kind !== "finite") return notNative("an infinite domain");
      return this.#listed(isReached ? values.values : [], enabled, outer, one);
    }
    const scene = sceneOf(this.#writer, passed, words, outer, process);
    const [low, high] = [termCode(termOrNot(domain.low), scene), termCode(termOrNot(domain.high), scene)];
    if (low.value.kind !== "integer" || high.value.kind !== "integer") return notNative("a range of integers in a side table");
    const [least, greatest] = [low.value.low, high.value.high];
    const isDefined = both(enabled, both(low.isDefined, high.isDefined));
    if (!isReached) return { statements: [...outer.statements, ...conditionally(isDefined, this.#writer.withoutValue)], successors: 0 };
    if (low.value.low === low.value.high && high.value.low === high.value.high && greatest - least < BigInt(maximumUnrolled)) {
      const values = Array.from({ length: Math.max(0, Number(greatest - least) + 1) }, (_, index): Value => least + BigInt(index));
      return this.#listed(values, isDefined, outer, one);
    }
    if (!fitsI32(least, greatest + 1n) || greatest - least >= BigInt(maximumDomainValues)) return notNative("a large range");
    const [from, to] = [outer.keep(low.value.code), outer.keep(high.value.code)];
    const counter = locals.take("i32");
    const isEmpty = low.value.high <= high.value.low ? no : binary("gt_s", from, to);
    const loop = [
      ...conditionally(isEmpty, this.#writer.withoutValue),
      set(counter, from),
      repeatWhile(`any_${counter}`, binary("le_s", get(counter), to), [
        ...one(integer(get(counter), least, greatest)),
        set(counter, add(get(counter), i32(1))),
      ]),
    ];
    return { statements: [...outer.statements, ...conditionally(isDefined, loop)], successors: Math.max(0, Number(greatest - least) + 1) };
  }

  #listed(values: readonly Value[], enabled: Code, outer: Block, one: (value: Computed) => readonly Statement[]): CommandCode {
    if (values.length > maximumListed) return notNative("a domain of many values");
    const statements = values.length === 0 ? this.#writer.withoutValue : values.flatMap((value) => one(constant(value)));
    return { statements: [...outer.statements, ...conditionally(enabled, statements)], successors: values.length };
  }
}

/** The statements where the condition holds. */
export function conditionally(condition: Code, statements: readonly Statement[]): readonly Statement[] {
  const known = constantOf(condition);
  return known === 0 ? [] : known === 1 ? statements : [when(condition, statements)];
}
