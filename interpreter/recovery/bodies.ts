/** The body of a transaction executed from beginning to end: all that it may come to. */
import { exposeHead, prefix, stop } from "../../calculus/core/index.ts";
import type { Action, Behaviour, TransactionDefinition, Value } from "../../calculus/core/index.ts";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import { valuate } from "../../calculus/semantics/index.ts";
import type { NetworkConfiguration } from "../../calculus/semantics/index.ts";
import { present } from "../../calculus/present.ts";
import { bind, evaluate, lookup, printValue } from "../../calculus/values/index.ts";
import type { Run } from "./configuration.ts";
import { alone, headOf, movedTo, stepsAlone } from "./parts.ts";
import type { Moved, ReplayParts, Subject } from "./parts.ts";

type Call = Extract<Action, { kind: "call" }>;

/** One way in which a body ends. An operation without a value, as a division by zero, aborts it: nothing of it counts. */
export interface Execution {
  readonly isCommitted: boolean;
  readonly moved: Moved;
  readonly answer?: Value;
}

/** The transaction that a run performs next, if it does. */
export function performedNext(parts: ReplayParts, run: Run): { readonly call: Call; readonly transaction: TransactionDefinition } | undefined {
  if (run.stopped !== undefined) return undefined;
  const head = headOf(run.behaviour)?.head;
  if (head?.kind !== "call") return undefined;
  const transaction = parts.transactions.get(head.procedure);
  return transaction === undefined ? undefined : { call: head, transaction };
}

/** The values of the arguments, in all ways in which they have some. */
export function argumentsOf(parts: ReplayParts, subject: Subject, run: Run, call: Call): readonly (readonly Value[])[] {
  const { world } = alone(subject, run);
  return valuate({ kind: "expressions", expressions: call.arguments }, subject.role, world, parts.model, subject.chooser).flatMap(({ result }) =>
    result.kind === "values" ? [result.values] : [],
  );
}

/** `reserve`, `reserve(7)` where it has a key, `journal.1#2` where it is counted. */
export function keyOf(parts: ReplayParts, { role, chooser, oracles }: Subject, run: Run, transaction: TransactionDefinition, values: readonly Value[]): string {
  const { name, key, isCounted, parameters } = transaction;
  if (isCounted) return `${name}#${String((run.counted.get(name) ?? 0) + 1)}`;
  if (key === undefined) return name;
  const bound = new Map(parameters.map((parameter, index) => [parameter.name, values[index]]));
  const local = (variable: string): Value | undefined => bound.get(variable);
  const [evaluation] = evaluate(key, { definitions: parts.model.definitions, local, oracles, role, chooser });
  if (evaluation?.outcome.kind !== "value") return name;
  return `${name}(${printValue(evaluation.outcome.value)})`;
}

/** The run behind its next action, with nothing done. */
export function behindNext(parts: ReplayParts, subject: Subject, run: Run): Run {
  const [step] = stepsAlone(parts, alone(subject, { ...run, behaviour: skipping(run.behaviour) }), subject.role, subject.chooser);
  return movedTo(parts, subject.role, run, present(step).target).run;
}

const nothing: Action = { kind: "assert", condition: { kind: "boolean", value: true, span: nowhere }, site: { span: nowhere } };

/** The behaviour with a step that does nothing in place of its next one. */
function skipping(behaviour: Behaviour): Behaviour {
  const exposed = exposeHead(behaviour);
  if (exposed.kind === "end") return exposed;
  const { head, tail } = exposed;
  return prefix(head.kind === "frame" ? { ...head, body: skipping(head.body) } : nothing, tail);
}

/** What a run is when its call is over, in all ways in which the body goes. @throws Error if a body does not end: it has no loops and sends nothing */
export function executions(
  parts: ReplayParts,
  subject: Subject,
  run: Run,
  call: Call,
  { committed, answer, isFallible }: TransactionDefinition,
): readonly Execution[] {
  const { role, chooser } = subject;
  const after = behindNext(parts, subject, run);
  const ended: Execution[] = [];
  const visit = (now: NetworkConfiguration, steps: number): void => {
    if (steps > 100_000) throw new Error("a transaction does not end");
    if (now.processes.get(role)?.kind === "end") {
      const { run: last, durable, oracles } = movedTo(parts, role, run, now);
      const value = answer === undefined ? undefined : lookup(last.volatile, answer);
      const moved = { run: { ...after, volatile: last.volatile }, durable, oracles };
      ended.push({ isCommitted: !isFallible || lookup(last.volatile, committed) === true, moved, ...(value === undefined ? {} : { answer: value }) });
      return;
    }
    for (const { label, target } of stepsAlone(parts, now, role, chooser)) {
      if (label.kind !== "fail" && label.kind !== "stop") visit(target, steps + 1);
      else {
        const run = { ...after, volatile: bind(after.volatile, committed, false) };
        ended.push({ isCommitted: false, moved: { run, durable: subject.durable, oracles: now.world.oracles } });
      }
    }
  };
  visit(alone(subject, { ...run, behaviour: prefix(call, stop) }), 0);
  return ended;
}
