/** Faults as code, behind the steps of the processes: what the network loses and keeps, then clause by clause (calculus/machine/fault-steps.ts). */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { FaultClause, Value } from "../../../calculus/core/index.ts";
import type { MachineVariable } from "../../../calculus/machine/index.ts";
import { closedDomain, closedOutcome } from "../../../calculus/values/index.ts";
import type { Code, Statement } from "../code/index.ts";
import { and, binary, i32, shl } from "../code/index.ts";
import { ones } from "../layout/index.ts";
import type { BitField, PackedQueue } from "../layout/index.ts";
import { conditionally, emit, giveUpIf } from "./command-code.ts";
import type { CommandCode, Writer } from "./command-code.ts";
import { constant, isEqual } from "./computed.ts";
import { Block } from "./locals.ts";
import { both, constantOf, equal, negation, no, oneOf, yes } from "./logic.ts";
import { notNative } from "./not-native.ts";
import { knowledgeAt, variableCode } from "./process-scene.ts";
import { lengthCode, packedQueue } from "./queue-code.ts";
import { RowUpdate } from "./row-update.ts";
import { fieldCode } from "./row-words.ts";
import { clear, writePacked } from "./write-packed.ts";

type MessageClause = Exclude<FaultClause, { readonly kind: "crash" }>;
type CrashClause = Extract<FaultClause, { readonly kind: "crash" }>;

/** Queues with more slots are left to the rules. */
const maximumSlots = 8;
/** So many ways to restart are listed. */
const maximumRestarts = 64;

/** Writes the receives that are possible, with queues as they were: those of labels that a clause is about; `change` is done to each as well. */
export type WriteKept = (isWanted: (from: string, to: string, label: string) => boolean, change: (update: RowUpdate) => void) => CommandCode;

/** The steps of all faults; `only`: of those that belong to the steps of this process, its crashes and what it leaves in queues. @throws NotNative */
export function faultCode(writer: Writer, kept: WriteKept, seen: (rule: string) => readonly Statement[], only?: number): CommandCode {
  const { network, faults } = writer.machine;
  const parts: CommandCode[] = [];
  if (network.lossy && only === undefined) parts.push(losses(writer, undefined, () => undefined, seen("N-LOSE")));
  if (network.duplicating)
    parts.push(
      kept(
        () => true,
        () => undefined,
      ),
    );
  for (const [index, clause] of (faults?.clauses ?? []).entries()) parts.push(clauseCode(clause, index, writer, kept, seen, only));
  return { statements: parts.flatMap(({ statements }) => statements), successors: parts.reduce((sum, { successors }) => sum + successors, 0) };
}

function clauseCode(
  clause: FaultClause,
  index: number,
  writer: Writer,
  kept: WriteKept,
  seen: (rule: string) => readonly Statement[],
  only: number | undefined,
): CommandCode {
  if (clause.atMost === 0 || (only !== undefined && (clause.kind === "lose" || clause.kind === "reorder"))) return { statements: [], successors: 0 };
  const field = writer.layout.spent[index];
  const spend = (update: RowUpdate): void => {
    if (field !== undefined) update.raise(field, 1);
  };
  const isLeft = field === undefined || clause.atMost === undefined ? yes : binary("lt_u", fieldCode(field, writer.words), i32(clause.atMost));
  const inner = ((): CommandCode => {
    switch (clause.kind) {
      case "crash":
        return crashes(clause, writer, spend, seen(clause.restarts ? "F-CRASH" : "F-CRASH-FOR-GOOD"), only);
      case "lose":
        return losses(writer, clause, spend, seen("F-LOSE"));
      case "duplicate":
        return kept((from, to, label) => isAbout(clause, from, to, label), spend);
      case "reorder":
        return reorderings(writer, clause, spend, seen("F-REORDER"));
      default:
        return assertNever(clause);
    }
  })();
  return { statements: conditionally(isLeft, inner.statements), successors: inner.successors };
}

function isAbout({ from, to, label }: MessageClause, sender: string, receiver: string, message: string): boolean {
  return (from === undefined || from === sender) && (to === undefined || to === receiver) && (label === undefined || label === message);
}

/** A queue whose slots are all in one field, or that has no slots. */
interface SimpleQueue {
  readonly queue: PackedQueue;
  readonly length: Code;
  /** Absent where all messages are the same. */
  readonly field?: BitField;
  readonly width: number;
}

function simpleQueue(writer: Writer, channel: number): SimpleQueue | undefined {
  const queue = packedQueue(writer.layout, channel);
  if (queue === undefined) return undefined;
  const [lane, ...others] = queue.lanes;
  if (queue.capacity > maximumSlots || others.length > 0 || (lane?.fields.length ?? 1) > 1) return notNative("faults of a long queue");
  const field = lane?.fields[0]?.field;
  return { queue, length: lengthCode(queue, writer.words), ...(field === undefined ? {} : { field }), width: lane?.width ?? 0 };
}

function slot({ field, width }: SimpleQueue, position: number, writer: Writer): Code {
  if (field === undefined) return i32(0);
  return fieldCode({ word: field.word, shift: field.shift + position * width, width }, writer.words);
}

/** Whether a clause is about the message in a slot. */
function isConcerned(clause: MessageClause | undefined, simple: SimpleQueue, channel: number, position: number, writer: Writer): Code {
  if (clause === undefined) return yes;
  const { queue } = simple;
  const to = writer.machine.channels[channel]?.to ?? "";
  const numbers = queue.messages.flatMap(({ from, label }, number) => (isAbout(clause, from, to, label) ? [number] : []));
  if (numbers.length === 0) return no;
  if (numbers.length === queue.messages.length || queue.tagWidth === 0) return yes;
  const tag = and(slot(simple, position, writer), i32(ones(queue.tagWidth)));
  return numbers.reduce<Code>((any, number) => oneOf(any, equal(tag, i32(number))), no);
}

function losses(writer: Writer, clause: MessageClause | undefined, spend: (update: RowUpdate) => void, seen: readonly Statement[]): CommandCode {
  const statements: Statement[] = [];
  let successors = 0;
  for (const channel of writer.machine.channels.keys()) {
    const simple = simpleQueue(writer, channel);
    if (simple === undefined) continue;
    const { queue, field, length, width } = simple;
    const positions = field === undefined ? 1 : queue.capacity;
    for (let position = 0; position < positions; position += 1) {
      const isFirst = position === 0 ? yes : binary("ne", slot(simple, position, writer), slot(simple, position - 1, writer));
      const isThere = both(binary("gt_u", length, i32(position)), both(isFirst, isConcerned(clause, simple, channel, position, writer)));
      if (constantOf(isThere) === 0) continue;
      const update = new RowUpdate();
      update.raise(queue.length, -1);
      if (field !== undefined) update.put(field, without(field, position, width, writer));
      spend(update);
      statements.push(...conditionally(isThere, emit(update, writer, seen)));
      successors += 1;
    }
  }
  return { statements, successors };
}

/** The slots without one: those behind it move up. */
function without(field: BitField, position: number, width: number, writer: Writer): Code {
  const behind = field.width - (position + 1) * width;
  const low: Code = position === 0 ? i32(0) : fieldCode({ word: field.word, shift: field.shift, width: position * width }, writer.words);
  if (behind === 0) return low;
  const high = fieldCode({ word: field.word, shift: field.shift + (position + 1) * width, width: behind }, writer.words);
  return position === 0 ? high : binary("or", low, shl(high, i32(position * width)));
}

function reorderings(writer: Writer, clause: MessageClause, spend: (update: RowUpdate) => void, seen: readonly Statement[]): CommandCode {
  const statements: Statement[] = [];
  let successors = 0;
  // In a bag there is no order.
  for (const channel of writer.machine.network.order === "bag" ? [] : writer.machine.channels.keys()) {
    const simple = simpleQueue(writer, channel);
    if (simple?.field === undefined) continue;
    const { queue, field, length, width } = simple;
    for (let position = 0; position + 1 < queue.capacity; position += 1) {
      const [one, next] = [slot(simple, position, writer), slot(simple, position + 1, writer)];
      const isThere = both(binary("gt_u", length, i32(position + 1)), both(binary("ne", one, next), isConcerned(clause, simple, channel, position, writer)));
      if (constantOf(isThere) === 0) continue;
      const update = new RowUpdate();
      const pair = { word: field.word, shift: field.shift + position * width, width: 2 * width };
      update.put(pair, binary("or", next, shl(one, i32(width))));
      spend(update);
      statements.push(...conditionally(isThere, emit(update, writer, seen)));
      successors += 1;
    }
  }
  return { statements, successors };
}

function crashes(clause: CrashClause, writer: Writer, spend: (update: RowUpdate) => void, seen: readonly Statement[], only: number | undefined): CommandCode {
  const parts = writer.machine.processes.flatMap(({ role }, process) =>
    clause.roles.includes(role) && (only === undefined || only === process)
      ? [writer.locals.within(() => (clause.restarts ? restartCode : stopCode)(process, writer, spend, seen))]
      : [],
  );
  return { statements: parts.flatMap(({ statements }) => statements), successors: parts.reduce((sum, { successors }) => sum + successors, 0) };
}

/** Whether the process has not stopped. */
export function isRunning({ layout, words }: Pick<Writer, "layout" | "words">, process: number): Code {
  const stopped = layout.processes[process]?.stopped;
  return stopped === undefined ? yes : equal(fieldCode(stopped, words), i32(0));
}

function stopCode(process: number, writer: Writer, spend: (update: RowUpdate) => void, seen: readonly Statement[]): CommandCode {
  const { stopped, statuses } = writer.layout.processes[process] ?? notNative("a process");
  if (stopped === undefined) return notNative("a process that does not stop");
  const update = new RowUpdate();
  update.move(stopped, 0, statuses.indexOf("crashed") + 1);
  spend(update);
  return { statements: conditionally(isRunning(writer, process), emit(update, writer, seen)), successors: 1 };
}

function restartCode(process: number, writer: Writer, spend: (update: RowUpdate) => void, seen: readonly Statement[]): CommandCode {
  const { layout, words, machine, locals } = writer;
  const stored = layout.processes[process] ?? notNative("a process");
  const variables = machine.processes[process]?.variables ?? [];
  const volatile = variables.flatMap((variable, index) => (variable.durable ? [] : [{ variable, index }]));
  const ways = restartWays(
    volatile.map(({ variable }) => variable),
    writer,
  );
  const outer = new Block(locals);
  const knowledge = knowledgeAt(writer);
  const start = stored.reached.indexOf(0);
  const isAtStart = stored.location === undefined ? yes : outer.keep(equal(fieldCode(stored.location, words), i32(start)));
  const statements = ways.flatMap((way) => {
    const update = new RowUpdate();
    const doubts: { readonly condition: Code; readonly reason: number }[] = [];
    if (stored.location !== undefined) update.put(stored.location, i32(start));
    let isSame = isAtStart;
    way.forEach((value, place) => {
      const index = volatile[place]?.index ?? 0;
      const { isSet, packing } = stored.variables[index] ?? {};
      if (packing === undefined) return;
      const before = variableCode(writer, process, index, knowledge, words);
      const put = (field: BitField, bits: Code): void => update.put(field, bits);
      if (isSet !== undefined) update.put(isSet, value === undefined ? no : yes);
      if (value === undefined) {
        clear(packing, put);
        isSame = both(isSame, negation(before.isDefined));
      } else {
        writePacked(constant(value), packing, put, (condition, reason) => doubts.push({ condition, reason }), layout.tables);
        isSame = both(isSame, both(before.isDefined, isEqual(before.value, constant(value), layout.tables)));
      }
    });
    spend(update);
    return conditionally(negation(isSame), [...doubts.flatMap(({ condition, reason }) => giveUpIf(condition, reason)), ...emit(update, writer, seen)]);
  });
  return { statements: [...outer.statements, ...conditionally(isRunning(writer, process), statements)], successors: ways.length };
}

/** What the volatile variables may be after a restart, the last varying fastest; undefined: not set. */
function restartWays(variables: readonly MachineVariable[], writer: Writer): readonly (readonly (Value | undefined)[])[] {
  const { definitions } = writer.machine;
  let ways: readonly (readonly (Value | undefined)[])[] = [[]];
  for (const { initial } of variables) {
    const values = ((): readonly (Value | undefined)[] => {
      if (initial === undefined) return [undefined];
      if (initial.kind === "value") return [initial.value];
      if (initial.kind === "any") {
        const domain = closedDomain(initial.domain, definitions);
        return domain?.kind === "finite" ? domain.values : notNative("an infinite domain");
      }
      const outcome = closedOutcome(initial.expression, definitions);
      return outcome.kind === "value" ? [outcome.value] : notNative("an initial value that is not known");
    })();
    if (ways.length * values.length > maximumRestarts) return notNative("many ways to restart");
    ways = ways.flatMap((way) => values.map((value) => [...way, value]));
  }
  return ways;
}
