/**
 * Machines as TLA+: a module whose behaviours are the runs of the machine, every step of the machine one action (docs/formats.md, TLA+). The state is `at`, where
 * each process is, `val`, its variables (`<<v>>`, or `<<>>` where one is not set), `queue`, `status` and `spent`. What cannot be said is refused.
 */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Domain, FaultClause } from "../../../calculus/core/index.ts";
import { nowhere } from "../../../calculus/diagnostics/index.ts";
import type { Span } from "../../../calculus/diagnostics/index.ts";
import { termOf } from "../../../calculus/machine/index.ts";
import type { Command, Guard, Machine, MachineVariable, Term, Update } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import { partsOf } from "../../../calculus/syntax/index.ts";
import type { Expression, Type } from "../../../calculus/syntax/index.ts";
import { closedDomain, closedOutcome, refinementsIn, unknownType } from "../../../calculus/values/index.ts";
import type { WrittenText } from "../writers/automata-to-write.ts";
import { CannotSay, refusing } from "../writers/cannot-say.ts";
import { prelude } from "./prelude.ts";
import { all, stringText, Terms } from "./terms.ts";
import type { Formula } from "./terms.ts";
import { Words } from "./words.ts";

/** The module, or why there is none. Linear in the machine, but for functions that are used in several places. */
export function tlaText(machine: Machine, span: Span): WrittenText {
  const result = refusing("TLA+", span, (at) => new Writer(machine, at).text());
  return "diagnostics" in result ? result : { text: result.written };
}

/** What an action says of the next state; what it leaves out stays. */
interface Changes {
  readonly location?: string;
  readonly values?: readonly (readonly [variable: string, text: string])[];
  readonly queue?: readonly [channel: string, text: string];
  readonly status?: string;
  readonly spends?: number;
}

/** A part of an action that does not hold of the default. */
interface Action {
  readonly name: string;
  readonly bound?: string;
  readonly conditions: readonly (string | undefined)[];
  readonly changes: Changes;
  readonly process?: number;
}

class Writer {
  readonly #machine: Machine;
  readonly #at: (span: Span) => void;
  readonly #words = new Words();
  readonly #roles: readonly string[];
  readonly #channels: readonly string[];
  readonly #terms: Terms;

  constructor(machine: Machine, at: (span: Span) => void) {
    this.#machine = machine;
    this.#at = at;
    this.#roles = machine.processes.map(({ role }) => this.#words.of(role));
    this.#channels = machine.channels.map(({ from, to }) => this.#words.of(from === undefined ? `to_${to}` : `${from}_to_${to}`));
    this.#terms = new Terms(machine.definitions, this.#words, (process, index) => this.#read(process, index));
  }

  text(): string {
    const { name, processes, faults } = this.#machine;
    const initial = this.#initial();
    const actions = processes.flatMap(({ locations }, process) =>
      locations.flatMap(({ commands }, location) => commands.flatMap((command, index) => this.#command(process, location, command, index))),
    );
    const unreliable = this.#network(actions);
    const faulty = (faults?.clauses ?? []).flatMap((clause, index) => this.#fault(clause, index, actions));
    const names = (list: readonly Action[]): string => (list.length === 0 ? " FALSE" : list.map((action) => `\n  \\/ ${action.name}`).join(""));
    const ends = processes.map(({ locations }, process) => {
      const done = locations.flatMap(({ isEnd }, location) => (isEnd ? [String(location)] : []));
      return `  /\\ at.${present(this.#roles[process])} \\in {${done.join(", ")}}\n`;
    });
    const module = this.#words.of(name);
    return [
      `---- MODULE ${module} ----\n(* ${module}: every step of the machine is one action. *)\nEXTENDS Integers, Sequences, FiniteSets, Bags\n`,
      "VARIABLES at, val, queue, status, spent\nvars == <<at, val, queue, status, spent>>\n",
      prelude,
      `Init ==\n${initial.map((line) => `  /\\ ${line}\n`).join("")}`,
      ...[...actions, ...unreliable, ...faulty].map((action) => this.#actionText(action)),
      `Step ==${names(actions)}\n`,
      `Fault ==${names([...unreliable, ...faulty])}\n`,
      `Next == Step \\/ Fault\n\nSpec == Init /\\ [][Next]_vars\n`,
      `(* Everybody is finished. A state without a step that is not of this kind is a deadlock, or somebody failed. *)\nFinished ==\n${ends.join("")}`,
      "====\n",
    ].join("\n");
  }

  #read(process: number, index: number): Formula {
    const { name, initial } = present(present(this.#machine.processes[process]).variables[index]);
    const place = this.#place(process, name);
    return initial === undefined ? { text: `${place}[1]`, defined: `(${place} # <<>>)` } : { text: `${place}[1]` };
  }

  #place(process: number, variable: string): string {
    return `val.${present(this.#roles[process])}.${this.#words.of(variable)}`;
  }

  #initial(): readonly string[] {
    const { processes, channels, network, faults } = this.#machine;
    const record = (fields: readonly string[]): string => (fields.length === 0 ? "<<>>" : `[${fields.join(", ")}]`);
    const several: string[] = [];
    const values = processes.map(({ variables }, process) => {
      const fields = variables.map((variable, index): string => {
        const ways = this.#initialValues(variable);
        const word = this.#words.of(variable.name);
        if (ways === undefined) return `${word} |-> <<>>`;
        if (ways.length === 1) return `${word} |-> <<${present(ways[0])}>>`;
        const bound = `i_${String(process)}_${String(index)}`;
        several.push(`\\E ${bound} \\in {${ways.join(", ")}} :`);
        return `${word} |-> <<${bound}>>`;
      });
      return `${present(this.#roles[process])} |-> ${record(fields)}`;
    });
    return [
      `at = ${record(this.#roles.map((role) => `${role} |-> 0`))}`,
      `status = ${record(this.#roles.map((role) => `${role} |-> "runs"`))}`,
      `queue = ${record(channels.map((_, index) => `${present(this.#channels[index])} |-> ${network.order === "bag" ? "EmptyBag" : "<<>>"}`))}`,
      `spent = <<${(faults?.clauses ?? []).map(() => "0").join(", ")}>>`,
      [...several, `val = ${record(values)}`].join(" "),
    ];
  }

  /** The values that a variable may have at the start; undefined where it is not set. */
  #initialValues({ initial }: MachineVariable): readonly string[] | undefined {
    if (initial === undefined) return undefined;
    const { definitions } = this.#machine;
    switch (initial.kind) {
      case "value":
        return [this.#terms.value(initial.value)];
      case "expression": {
        this.#at(initial.expression.span);
        const outcome = closedOutcome(initial.expression, definitions);
        if (outcome.kind !== "value") throw new CannotSay(`an initial value that ${outcome.reason}`);
        return [this.#terms.value(outcome.value)];
      }
      case "any":
        return this.#domain(initial.domain, new Set());
      default:
        return assertNever(initial);
    }
  }

  #domain(domain: Domain, variables: ReadonlySet<string>): readonly string[] {
    const { definitions } = this.#machine;
    for (const expression of domain.kind === "range" ? [domain.low, domain.high] : refinementsIn(domain.type, definitions)) {
      this.#at(expression.span);
      if (mentions(expression, variables)) throw new CannotSay("a choice that depends on variables");
    }
    const values = closedDomain(domain, definitions);
    if (values?.kind !== "finite") throw new CannotSay("a choice from infinitely many values, or too many");
    return values.values.map((value) => this.#terms.value(value));
  }

  #term(process: number, expression: Expression, expected: Type = unknownType): Term {
    const { variables } = present(this.#machine.processes[process]);
    const result = termOf(
      expression,
      {
        definitions: this.#machine.definitions,
        variable: (name) => {
          const index = variables.findIndex((variable) => variable.name === name);
          return index < 0 ? undefined : { process, index, type: present(variables[index]).type };
        },
      },
      expected,
    );
    if (!result.ok) throw new CannotSay(result.reason);
    return result.term;
  }

  #formula(process: number, expression: Expression, expected?: Type): Formula {
    if (expression.span !== nowhere) this.#at(expression.span);
    return this.#terms.write(this.#term(process, expression, expected));
  }

  #defined(process: number, expressions: readonly Expression[]): string | undefined {
    return all(...expressions.map((expression) => this.#formula(process, expression).defined));
  }

  #guard(process: number, guard: Guard): string | undefined {
    switch (guard.kind) {
      case "always":
        return undefined;
      case "holds":
      case "refutes": {
        const { text, defined } = this.#formula(process, guard.condition);
        return all(defined, guard.kind === "holds" ? text : `~${text}`);
      }
      case "defined":
        return this.#defined(process, guard.expressions);
      case "undefined": {
        const when = guard.when === undefined ? undefined : this.#guard(process, { kind: "holds", condition: guard.when });
        return all(when, negated(this.#defined(process, guard.expressions)));
      }
      case "matches": {
        const { type } = this.#term(process, guard.scrutinee);
        const { text, defined } = this.#formula(process, guard.scrutinee);
        const tests = guard.cases.slice(0, guard.index + 1).map((one): string | undefined => {
          switch (one.kind) {
            case "constructor":
              if (type.kind === "option") return `(${text} ${one.name === "none" ? "=" : "#"} <<>>)`;
              return `(${text}[1] = ${stringText(one.name)})`;
            case "literal":
              return `(${text} = ${this.#formula(process, one.value, type).text})`;
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

  #command(process: number, location: number, command: Command, index: number): readonly Action[] {
    const { guard, effect, updates, target, site } = command;
    this.#at(site.span);
    const role = present(this.#roles[process]);
    const name = `${role}_${String(location)}_${String(index)}`;
    const here = [`at.${role} = ${String(location)}`, `status.${role} = "runs"`];
    const condition = this.#guard(process, guard);
    const plain = { name, process, conditions: [...here, condition] };
    const next = String(target);
    const written = (received: ReadonlyMap<string, string>): NonNullable<Changes["values"]> => [
      ...[...received].map(([variable, text]) => [variable, `<<${text}>>`] as const),
      ...updates.map(({ variable, value }) => [variable, this.#updated(process, value, guard, received)] as const),
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
        const known = new Set(present(this.#machine.processes[process]).variables.map((variable) => variable.name));
        const values = this.#domain(effect.domain, known);
        return [{ ...plain, bound: `v \\in {${values.join(", ")}}`, changes: { location: next, values: written(new Map([[effect.variable, "v"]])) } }];
      }
      case "send": {
        const { network, channels } = this.#machine;
        const channel = present(this.#channels[effect.channel]);
        const sender = present(channels[effect.channel]).from ?? present(this.#machine.processes[process]).role;
        const kind = present(channels[effect.channel]).messages.find(
          (message) => message.from === sender && message.label === effect.label && message.types.length === effect.payload.length,
        );
        const payload = effect.payload.map((expression, position) => this.#formula(process, expression, kind?.types[position]));
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
        const channel = present(this.#channels[effect.channel]);
        const isBag = this.#machine.network.order === "bag";
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
  #updated(process: number, value: Update["value"], guard: Guard, received: ReadonlyMap<string, string>): string {
    const terms = new Terms(this.#machine.definitions, this.#words, (_, index) => {
      const { name } = present(present(this.#machine.processes[process]).variables[index]);
      const text = received.get(name);
      return text === undefined ? this.#read(process, index) : { text };
    });
    switch (value.kind) {
      case "expression":
        this.#at(value.expression.span);
        return `<<${terms.write(this.#term(process, value.expression)).text}>>`;
      case "payload": {
        const { type } = this.#term(process, value.scrutinee);
        const matched = guard.kind === "matches" ? guard.cases[guard.index] : undefined;
        if (matched?.kind !== "constructor") throw new Error("a payload of what matched no constructor");
        return `<<${this.#formula(process, value.scrutinee).text}[${String(value.position + (type.kind === "option" ? 1 : 2))}]>>`;
      }
      case "copy":
        return received.has(value.of) ? `<<${present(received.get(value.of))}>>` : this.#place(process, value.of);
      case "unset":
        return "<<>>";
      default:
        return assertNever(value);
    }
  }

  /** What a network does that loses or duplicates. */
  #network(actions: readonly Action[]): readonly Action[] {
    const { network } = this.#machine;
    return [
      ...(network.lossy ? this.#channels.map((_, channel) => this.#losing(channel, "lost", () => [], {})) : []),
      ...(network.duplicating ? actions.filter(isReceive).map((action) => ({ ...keeping(action), name: `${action.name}_kept` })) : []),
    ];
  }

  #fault(clause: FaultClause, index: number, actions: readonly Action[]): readonly Action[] {
    this.#at(clause.span);
    const left = clause.atMost === undefined ? undefined : `spent[${String(index + 1)}] < ${String(clause.atMost)}`;
    const spends = clause.atMost === undefined ? {} : { spends: index };
    const suffix = `fault_${String(index)}`;
    switch (clause.kind) {
      case "crash":
        return clause.roles.flatMap((role) => this.#crash(role, clause.restarts, suffix, left, spends));
      case "lose":
        return this.#concerned(clause).map((channel) => this.#losing(channel, suffix, (message) => [left, ...this.#about(clause, message)], spends));
      case "duplicate":
        return actions.filter(isReceive).flatMap((action) => {
          const channel = this.#channels.indexOf(action.changes.queue?.[0] ?? "");
          if (!this.#concerned(clause).includes(channel)) return [];
          const message = this.#machine.network.order === "bag" ? "m" : `Head(queue.${present(this.#channels[channel])})`;
          const kept = keeping(action);
          return [
            {
              ...kept,
              name: `${action.name}_${suffix}`,
              conditions: [...kept.conditions, left, ...this.#about(clause, message)],
              changes: { ...kept.changes, ...spends },
            },
          ];
        });
      case "reorder":
        if (this.#machine.network.order === "bag") return [];
        return this.#concerned(clause).map((index_): Action => {
          const channel = present(this.#channels[index_]);
          const queue = `queue.${channel}`;
          return {
            name: `${channel}_${suffix}`,
            bound: `i \\in 1..(Len(${queue}) - 1)`,
            conditions: [left, `${queue}[i] # ${queue}[i + 1]`, ...this.#about(clause, `${queue}[i]`)],
            changes: { queue: [channel, "Swap(@, i)"], ...spends },
          };
        });
      default:
        return assertNever(clause);
    }
  }

  /** The queues that a clause may be about. */
  #concerned({ from, to }: { readonly from?: string; readonly to?: string }): readonly number[] {
    return this.#machine.channels.flatMap((channel, index) =>
      (to === undefined || to === channel.to) && (from === undefined || channel.from === undefined || from === channel.from) ? [index] : [],
    );
  }

  #about({ from, label }: { readonly from?: string; readonly label?: string }, message: string): readonly string[] {
    return [
      ...(from === undefined ? [] : [`${message}.from = ${stringText(from)}`]),
      ...(label === undefined ? [] : [`${message}.label = ${stringText(label)}`]),
    ];
  }

  #losing(index: number, suffix: string, conditions: (message: string) => readonly (string | undefined)[], spends: Changes): Action {
    const channel = present(this.#channels[index]);
    const isBag = this.#machine.network.order === "bag";
    return {
      name: `${channel}_${suffix}`,
      bound: isBag ? `m \\in BagToSet(queue.${channel})` : `i \\in DOMAIN queue.${channel}`,
      conditions: conditions(isBag ? "m" : `queue.${channel}[i]`),
      changes: { queue: [channel, isBag ? "(@ (-) SetToBag({m}))" : "RemoveAt(@, i)"], ...spends },
    };
  }

  #crash(role: string, restarts: boolean, suffix: string, left: string | undefined, spends: Changes): readonly Action[] {
    const process = this.#machine.processes.findIndex((candidate) => candidate.role === role);
    if (process < 0) return [];
    const word = present(this.#roles[process]);
    const common = { name: `${word}_${suffix}`, process };
    const conditions = [left, `status.${word} = "runs"`];
    if (!restarts) return [{ ...common, conditions, changes: { status: "crashed", ...spends } }];
    const bounds: string[] = [];
    const values: (readonly [string, string])[] = [];
    for (const variable of present(this.#machine.processes[process]).variables) {
      if (variable.durable) continue;
      const ways = this.#initialValues(variable);
      if (ways !== undefined && ways.length !== 1) bounds.push(`v_${String(values.length)} \\in {${ways.join(", ")}}`);
      const text = ways === undefined ? "<<>>" : ways.length === 1 ? `<<${present(ways[0])}>>` : `<<v_${String(values.length)}>>`;
      values.push([variable.name, text]);
    }
    const isSame = [`at.${word} = 0`, ...values.map(([name, text]) => `${this.#place(process, name)} = ${text}`)];
    const bound = bounds.length === 0 ? {} : { bound: bounds.join(", ") };
    return [{ ...common, ...bound, conditions: [...conditions, `~(${isSame.join(" /\\ ")})`], changes: { location: "0", values, ...spends } }];
  }

  #actionText({ name, bound, conditions, changes, process }: Action): string {
    const role = process === undefined ? "" : present(this.#roles[process]);
    const lines = conditions.filter((condition) => condition !== undefined);
    const next: string[] = [];
    const same: string[] = [];
    const change = (variable: string, parts: readonly string[]): void => {
      if (parts.length === 0) same.push(variable);
      else next.push(`${variable}' = [${variable} EXCEPT ${parts.join(", ")}]`);
    };
    change("at", changes.location === undefined ? [] : [`!.${role} = ${changes.location}`]);
    change(
      "val",
      (changes.values ?? []).map(([variable, text]) => `!.${role}.${this.#words.of(variable)} = ${text}`),
    );
    change("queue", changes.queue === undefined ? [] : [`!.${changes.queue[0]} = ${changes.queue[1]}`]);
    change("status", changes.status === undefined ? [] : [`!.${role} = ${stringText(changes.status)}`]);
    change("spent", changes.spends === undefined ? [] : [`![${String(changes.spends + 1)}] = @ + 1`]);
    const body = [...lines, ...next, ...(same.length === 0 ? [] : [`UNCHANGED <<${same.join(", ")}>>`])];
    const indent = bound === undefined ? "  " : "    ";
    return `${name} ==\n${bound === undefined ? "" : `  \\E ${bound} :\n`}${body.map((line) => `${indent}/\\ ${line}\n`).join("")}`;
  }
}

function negated(condition: string | undefined): string {
  return condition === undefined ? "FALSE" : `~${condition}`;
}

function isReceive({ changes }: Action): boolean {
  return changes.queue !== undefined && !changes.queue[1].startsWith("Append") && !changes.queue[1].startsWith("(@ (+)");
}

/** A receive that leaves its message. */
function keeping({ changes, ...action }: Action): Action {
  const { location, values } = changes;
  return { ...action, changes: { ...(location === undefined ? {} : { location }), ...(values === undefined ? {} : { values }) } };
}

function mentions(expression: Expression, names: ReadonlySet<string>): boolean {
  return (expression.kind === "name" && names.has(expression.name.text)) || partsOf(expression).some((part) => mentions(part, names));
}
