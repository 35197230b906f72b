/** What one command does in a configuration: its guard, its effect, its updates, in one step (docs/machine.md, steps). */
import type { Value } from "../core/index.ts";
import { present } from "../present.ts";
import type { Label } from "../semantics/index.ts";
import type { Chooser, Evaluation, OracleAnswer } from "../values/index.ts";
import { equalValues, evaluateAny, evaluateClosed } from "../values/index.ts";
import type { Expression } from "../syntax/index.ts";
import type { MachineConfiguration, MachineStep } from "./configuration.ts";
import type { Command, Machine, MatchCase } from "./machine.ts";
import { hasRoom, put, receivable } from "./queues.ts";
import { evaluateIn, positionOf, scopeOf } from "./scope.ts";
import type { Oracles, Place } from "./scope.ts";

type Values = readonly (Value | undefined)[];

/** One way in which a guard holds. */
interface Way {
  readonly consulted: readonly OracleAnswer[];
  readonly oracles: Oracles;
  /** Why the process fails, of a guard that something is undefined. */
  readonly reason?: string;
  /** What was evaluated on the way, so that it is not evaluated again. */
  readonly known: ReadonlyMap<Expression, Value>;
  /** The position of this way among those of the guard's expressions. */
  readonly number: number;
}

const nothing: ReadonlyMap<Expression, Value> = new Map();

/** A step of a command, with the number of the way in which its guard's expressions were evaluated. */
export interface NumberedStep {
  readonly step: MachineStep;
  readonly way: number;
}

/** All steps of the command at this place; in the order of the values that its expressions have. */
export function commandSteps(
  machine: Machine,
  configuration: MachineConfiguration,
  process: number,
  command: Command,
  chooser: Chooser,
): readonly NumberedStep[] {
  const values = present(configuration.values[process]);
  const place: Place = { machine, process, role: command.role, values, oracles: configuration.oracles, chooser };
  return waysOf(place, command).flatMap((way) =>
    effects(place, configuration, command, way).flatMap((done) => {
      const after = updated({ ...place, values: done.values, oracles: done.oracles }, command, way);
      if (after === undefined) return [];
      const { stopped } = configuration;
      const stops = machine.processes[process]?.of === undefined ? done.stops : undefined;
      const moments = momentsOf(command, done.label);
      const target: MachineConfiguration = {
        locations: configuration.locations.with(process, command.target),
        values: configuration.values.with(process, after),
        stopped: stops === undefined ? stopped : stopped.with(process, stops),
        queues: done.queues,
        oracles: done.oracles,
        spent: configuration.spent,
      };
      return [{ step: { process, command, label: done.label, ...(moments === undefined ? {} : { moments }), target }, way: way.number }];
    }),
  );
}

/** What happens in a step, where it is not one label. */
function momentsOf({ effect, joined }: Command, label: Label): readonly Label[] | undefined {
  if (effect.kind === "give-up") return [];
  if (joined !== undefined) return [label, ...joined.map((role): Label => ({ kind: "local", role, oracles: [] }))];
  if (effect.kind !== "transfer" || effect.half !== undefined || label.kind !== "send") return undefined;
  return [label, { kind: "receive", from: label.from, to: label.to, label: label.label, values: label.values }];
}

function waysOf(place: Place, { guard }: Pick<Command, "guard">): readonly Way[] {
  const base: Way = { consulted: [], oracles: place.oracles, known: nothing, number: 0 };
  switch (guard.kind) {
    case "always":
      return [base];
    case "holds":
    case "refutes":
      return evaluated(place, [guard.condition]).filter(({ outcome }) => outcome.value[0] === (guard.kind === "holds"));
    case "defined":
      return evaluated(place, guard.expressions);
    case "matches":
      return evaluated(place, [guard.scrutinee]).filter(({ outcome }) => matchedCase(place.machine, guard.cases, present(outcome.value[0])) === guard.index);
    case "undefined": {
      const held = guard.when === undefined ? [base] : evaluated(place, [guard.when]).filter(({ outcome }) => outcome.value[0] === true);
      return held.flatMap(({ oracles }) =>
        evaluateIn({ ...place, oracles }, guard.expressions).flatMap(({ outcome, consulted, oracles: after }, number) =>
          outcome.kind === "failure" ? [{ consulted, oracles: after, reason: outcome.reason, known: nothing, number }] : [],
        ),
      );
    }
    case "all":
      return guard.guards.reduce<readonly Way[]>(
        (ways, one) =>
          ways.flatMap((before) =>
            waysOf({ ...place, oracles: before.oracles }, { guard: one }).map((way) => ({
              ...{
                oracles: way.oracles,
                consulted: [...before.consulted, ...way.consulted],
                known: new Map([...before.known, ...way.known]),
                number: before.number,
              },
              ...((before.reason ?? way.reason) === undefined ? {} : { reason: before.reason ?? way.reason }),
            })),
          ),
        [base],
      );
    case "has-end":
    case "has-no-end": {
      const position = positionOf(place.machine, place.process, guard.variable);
      const value = place.values[position];
      const end = typeof value === "object" && value.kind === "endpoint" ? value : undefined;
      if (guard.kind === "has-end") return end !== undefined && end.session === guard.session && end.role === guard.end ? [base] : [];
      const { variable } = present(place.machine.processes[place.process]?.variables[position]).source;
      return end === undefined ? [{ ...base, reason: `${variable} holds no end of a session` }] : [];
    }
  }
}

/** The ways in which the expressions have values. */
function evaluated(place: Place, expressions: readonly Expression[]): readonly (Way & { readonly outcome: { readonly value: readonly Value[] } })[] {
  return evaluateIn(place, expressions).flatMap(({ outcome, consulted, oracles }, number) => {
    if (outcome.kind === "failure") return [];
    const known = new Map(expressions.map((expression, index) => [expression, present(outcome.value[index])]));
    return [{ outcome, consulted, oracles, known, number }];
  });
}

/** The first case that matches. */
function matchedCase({ definitions }: Machine, cases: readonly MatchCase[], value: Value): number {
  return cases.findIndex((one) => {
    switch (one.kind) {
      case "wildcard":
        return true;
      case "literal":
        return equalValues(evaluateClosed(one.value, definitions), value);
      case "constructor":
        return typeof value === "object" && value.kind === "variant" && value.name === one.name;
    }
  });
}

/** What an effect does, before the updates. */
interface Done {
  readonly label: Label;
  readonly values: Values;
  readonly queues: MachineConfiguration["queues"];
  readonly oracles: Oracles;
  readonly stops?: "failed" | "assumption";
}

function effects(place: Place, { queues }: MachineConfiguration, { effect, role }: Command, way: Way): readonly Done[] {
  const { values, machine } = place;
  const { consulted, oracles } = way;
  const same = { values, queues, oracles };
  switch (effect.kind) {
    case "local":
      return [{ ...same, label: { kind: "local", role, oracles: consulted } }];
    case "choose":
      return [{ ...same, label: { kind: "choose", role, branch: effect.branch } }];
    case "violate":
      return [{ ...same, label: { kind: "violate", role, site: effect.text, oracles: consulted } }];
    case "stop":
      return [{ ...same, label: { kind: "stop", role, oracles: consulted }, stops: "assumption" }];
    case "fail":
      return [{ ...same, label: { kind: "fail", role, reason: way.reason ?? "", oracles: consulted }, stops: "failed" }];
    case "any": {
      const position = positionOf(machine, place.process, effect.variable);
      const { source } = present(machine.processes[place.process]?.variables[position]);
      const found = evaluateAny(effect.domain, `${source.role}.${source.variable}`, scopeOf({ ...place, oracles }));
      return found.flatMap(({ outcome, consulted: asked, oracles: after }): readonly Done[] =>
        outcome.kind === "failure"
          ? []
          : [{ label: { kind: "any", role, value: outcome.value, oracles: asked }, values: values.with(position, outcome.value), queues, oracles: after }],
      );
    }
    case "send": {
      const queue = present(queues[effect.channel]);
      if (!hasRoom(machine.network, queue)) return [];
      const { label, to } = effect;
      const from = present(machine.channels[effect.channel]).from ?? role;
      return payloads(place, effect.payload, oracles).map(({ outcome, consulted: asked, oracles: after }) => ({
        label: { kind: "send", from: role, to, label, values: outcome.value, oracles: asked },
        values,
        queues: queues.with(effect.channel, put(machine.network, queue, { from, label, values: outcome.value })),
        oracles: after,
      }));
    }
    case "receive": {
      const queue = present(queues[effect.channel]);
      return receivable(machine.network, queue, effect.sender).flatMap((position): readonly Done[] => {
        const message = present(queue[position]);
        if (message.label !== effect.label || message.values.length !== effect.variables.length) return [];
        const label: Label = { kind: "receive", from: effect.from, to: role, label: effect.label, values: message.values };
        return [{ label, values: bound(place, effect.variables, message.values), queues: queues.with(effect.channel, queue.toSpliced(position, 1)), oracles }];
      });
    }
    case "transfer": {
      const { label, from, to } = effect;
      return payloads(place, effect.payload, oracles).map(({ outcome, consulted: asked, oracles: after }) => ({
        label:
          effect.half === "receive"
            ? { kind: "receive", from, to, label, values: outcome.value }
            : { kind: "send", from, to, label, values: outcome.value, oracles: asked },
        values: bound(place, effect.variables, outcome.value),
        queues,
        oracles: after,
      }));
    }
    case "give-up":
      return [{ ...same, label: { kind: "local", role, oracles: [] } }];
  }
}

function payloads(
  place: Place,
  expressions: readonly Expression[],
  oracles: Oracles,
): readonly (Evaluation<readonly Value[]> & { readonly outcome: { readonly value: readonly Value[] } })[] {
  return evaluateIn({ ...place, oracles }, expressions).flatMap((way) => (way.outcome.kind === "failure" ? [] : [{ ...way, outcome: way.outcome }]));
}

function bound({ machine, process, values }: Place, variables: readonly string[], given: readonly Value[]): Values {
  const result = [...values];
  for (const [index, name] of variables.entries()) result[positionOf(machine, process, name)] = present(given[index]);
  return result;
}

/** The values after the updates; undefined where one of them meets a limit of the evaluator. */
function updated(place: Place, { updates }: Command, { known }: Way): Values | undefined {
  if (updates.length === 0) return place.values;
  const result = [...place.values];
  for (const { variable, value } of updates) {
    const position = positionOf(place.machine, place.process, variable);
    switch (value.kind) {
      case "unset":
        result[position] = undefined;
        break;
      case "copy":
        result[position] = place.values[positionOf(place.machine, place.process, value.of)];
        break;
      case "expression": {
        const computed = known.get(value.expression) ?? only(place, value.expression);
        if (computed === undefined) return undefined;
        result[position] = computed;
        break;
      }
      case "payload": {
        const scrutinee = known.get(value.scrutinee) ?? only(place, value.scrutinee);
        if (typeof scrutinee !== "object" || scrutinee.kind !== "variant") return undefined;
        result[position] = scrutinee.payload[value.position];
        break;
      }
    }
  }
  return result;
}

/** The value of a total expression whose questions to oracles have been answered. */
function only(place: Place, expression: Expression): Value | undefined {
  const [way] = evaluateIn(place, [expression]);
  if (way === undefined) return undefined;
  if (way.outcome.kind === "failure") throw new Error(`an update of a command is undefined: ${way.outcome.reason}`);
  return way.outcome.value[0];
}
