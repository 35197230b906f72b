/** Commands as actions of a TLA+ module: their guards, what they do to queues, what they write. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Command, Guard, Update } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import { CannotSay } from "../writers/cannot-say.ts";
import type { Action, Changes } from "./action.ts";
import { domainValues } from "./initial.ts";
import { all, stringText, Terms } from "./terms.ts";
import type { Tla } from "./tla-machine.ts";
import { definedIn, formulaIn, placeOf, readVariable, termIn } from "./tla-machine.ts";

function guardIn(tla: Tla, process: number, guard: Guard): string | undefined {
  switch (guard.kind) {
    case "always":
      return undefined;
    case "holds":
    case "refutes": {
      const { text, defined } = formulaIn(tla, process, guard.condition);
      return all(defined, guard.kind === "holds" ? text : `~${text}`);
    }
    case "defined":
      return definedIn(tla, process, guard.expressions);
    case "undefined": {
      const when = guard.when === undefined ? undefined : guardIn(tla, process, { kind: "holds", condition: guard.when });
      return all(when, negated(definedIn(tla, process, guard.expressions)));
    }
    case "matches": {
      const { type } = termIn(tla, process, guard.scrutinee);
      const { text, defined } = formulaIn(tla, process, guard.scrutinee);
      const tests = guard.cases.slice(0, guard.index + 1).map((one): string | undefined => {
        switch (one.kind) {
          case "constructor":
            if (type.kind === "option") return `(${text} ${one.name === "none" ? "=" : "#"} <<>>)`;
            return `(${text}[1] = ${stringText(one.name)})`;
          case "literal":
            return `(${text} = ${formulaIn(tla, process, one.value, type).text})`;
          case "wildcard":
            return undefined;
          default:
            return assertNever(one);
        }
      });
      return all(defined, ...tests.slice(0, -1).map(negated), tests.at(-1));
    }
    case "all":
      throw new CannotSay("a machine of a choreography head first");
    case "has-end":
    case "has-no-end":
      throw new CannotSay("ends of further sessions");
    default:
      return assertNever(guard);
  }
}

/** The action of a command at a location. Throws CannotSay. */
export function commandActions(tla: Tla, process: number, location: number, command: Command, index: number): readonly Action[] {
  const { guard, effect, updates, target, site } = command;
  tla.at(site.span);
  const role = present(tla.roles[process]);
  const name = `${role}_${String(location)}_${String(index)}`;
  const here = [`at.${role} = ${String(location)}`, `status.${role} = "runs"`];
  const condition = guardIn(tla, process, guard);
  const plain = { name, process, conditions: [...here, condition] };
  const next = String(target);
  const written = (received: ReadonlyMap<string, string>): NonNullable<Changes["values"]> => [
    ...[...received].map(([variable, text]) => [variable, `<<${text}>>`] as const),
    ...updates.map(({ variable, value }) => [variable, updatedValue(tla, process, value, guard, received)] as const),
  ];
  switch (effect.kind) {
    case "local":
    case "choose":
    case "violate":
      return [{ ...plain, changes: { location: next, values: written(new Map()) } }];
    case "stop":
      return [{ ...plain, changes: { status: "assumption" } }];
    case "fail":
      return [{ ...plain, changes: { status: "failed" } }];
    case "any": {
      const known = new Set(present(tla.machine.processes[process]).variables.map((variable) => variable.name));
      const values = domainValues(tla, effect.domain, known);
      return [{ ...plain, bound: `v \\in {${values.join(", ")}}`, changes: { location: next, values: written(new Map([[effect.variable, "v"]])) } }];
    }
    case "send": {
      const { network, channels } = tla.machine;
      const channel = present(tla.channels[effect.channel]);
      const sender = present(channels[effect.channel]).from ?? present(tla.machine.processes[process]).role;
      const kind = present(channels[effect.channel]).messages.find(
        (message) => message.from === sender && message.label === effect.label && message.types.length === effect.payload.length,
      );
      const payload = effect.payload.map((expression, position) => formulaIn(tla, process, expression, kind?.types[position]));
      const values = payload.map(({ text }) => text).join(", ");
      const message = `[from |-> ${stringText(sender)}, label |-> ${stringText(effect.label)}, values |-> <<${values}>>]`;
      const isBag = network.order === "bag";
      const length = isBag ? `BagCardinality(queue.${channel})` : `Len(queue.${channel})`;
      const room = network.capacity === undefined ? undefined : `${length} < ${String(network.capacity)}`;
      const after = isBag ? `(@ (+) SetToBag({${message}}))` : `Append(@, ${message})`;
      const conditions = [...plain.conditions, ...payload.map(({ defined }) => defined), room];
      return [{ ...plain, conditions, changes: { location: next, values: written(new Map()), queue: [channel, after] } }];
    }
    case "receive": {
      const channel = present(tla.channels[effect.channel]);
      const isBag = tla.machine.network.order === "bag";
      const message = isBag ? "m" : `Head(queue.${channel})`;
      const received = new Map(effect.variables.map((variable, position) => [variable, `${message}.values[${String(position + 1)}]`]));
      const conditions = [
        ...plain.conditions,
        isBag ? undefined : `queue.${channel} # <<>>`,
        `${message}.from = ${stringText(effect.sender)}`,
        `${message}.label = ${stringText(effect.label)}`,
        `Len(${message}.values) = ${String(effect.variables.length)}`,
      ];
      const after = isBag ? "(@ (-) SetToBag({m}))" : "Tail(@)";
      const bound = isBag ? { bound: `m \\in BagToSet(queue.${channel})` } : {};
      return [{ ...plain, ...bound, conditions, changes: { location: next, values: written(received), queue: [channel, after] } }];
    }
    case "transfer":
    case "give-up":
      throw new CannotSay("a machine of a choreography head first");
    default:
      return assertNever(effect);
  }
}

/** The new value; what the same step receives is read from the message. */
function updatedValue(tla: Tla, process: number, value: Update["value"], guard: Guard, received: ReadonlyMap<string, string>): string {
  const terms = new Terms(tla.machine.definitions, tla.words, (_, index) => {
    const { name } = present(present(tla.machine.processes[process]).variables[index]);
    const text = received.get(name);
    return text === undefined ? readVariable(tla, process, index) : { text };
  });
  switch (value.kind) {
    case "expression":
      tla.at(value.expression.span);
      return `<<${terms.write(termIn(tla, process, value.expression)).text}>>`;
    case "payload": {
      const { type } = termIn(tla, process, value.scrutinee);
      const matched = guard.kind === "matches" ? guard.cases[guard.index] : undefined;
      if (matched?.kind !== "constructor") throw new Error("a payload of what matched no constructor");
      return `<<${formulaIn(tla, process, value.scrutinee).text}[${String(value.position + (type.kind === "option" ? 1 : 2))}]>>`;
    }
    case "copy":
      return received.has(value.of) ? `<<${present(received.get(value.of))}>>` : placeOf(tla, process, value.of);
    case "unset":
      return "<<>>";
    default:
      return assertNever(value);
  }
}

function negated(condition: string | undefined): string {
  return condition === undefined ? "FALSE" : `~${condition}`;
}
