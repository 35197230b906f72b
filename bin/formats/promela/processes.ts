/** A process of a machine as a proctype: its locations are labels, and every command is one `d_step` behind the guard that enables it. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Domain } from "../../../calculus/core/index.ts";
import { nowhere } from "../../../calculus/diagnostics/index.ts";
import type { Span } from "../../../calculus/diagnostics/index.ts";
import { termOf } from "../../../calculus/machine/index.ts";
import type { Command, Guard, Machine, MachineProcess, Term, Update } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import { partsOf } from "../../../calculus/syntax/index.ts";
import type { Expression, Type } from "../../../calculus/syntax/index.ts";
import { closedDomain, refinementsIn, unknownType } from "../../../calculus/values/index.ts";
import { CannotSay } from "../writers/cannot-say.ts";
import type { Components } from "./components.ts";
import type { Queues } from "./queues.ts";
import { both, inverse, mayOverflow, negated, Terms } from "./terms.ts";
import type { Piece, Pieces } from "./terms.ts";
import { fitting, maximumChoices } from "./variables.ts";
import type { Declared, Variables } from "./variables.ts";

export interface ProcessRequest {
  readonly machine: Machine;
  readonly index: number;
  readonly name: string;
  readonly isActive: boolean;
  readonly components: Components;
  readonly variables: Variables;
  readonly queues: Queues;
  /** The variable that counts the uses of each fault clause with a budget. */
  readonly budgets: readonly (string | undefined)[];
  readonly at: (span: Span) => void;
}

/** One way to go on: the condition, what is done in the same step, and where it leads. */
interface Option {
  readonly condition: string | undefined;
  readonly statements: readonly string[];
  readonly target: string;
}

/** The proctype. @throws CannotSay */
export function processText(request: ProcessRequest): string {
  return new Writer(request).text();
}

class Writer {
  readonly #request: ProcessRequest;
  readonly #process: MachineProcess;
  readonly #terms: Terms;
  /** Places where the process has stopped: `failed` at location 3. */
  readonly #stops = new Set<string>();

  constructor(request: ProcessRequest) {
    const { machine, index, components, variables } = request;
    this.#request = request;
    this.#process = present(machine.processes[index]);
    this.#terms = new Terms(components, (process, variable) => variables.pieces(process, variable));
  }

  text(): string {
    const { name, isActive } = this.#request;
    const blocks = this.#process.locations.map((_, location) => this.#location(location));
    const stops = [...this.#stops].map((label) => `${label}: false;\n`);
    return `${isActive ? "active " : ""}proctype ${name}() {\n${blocks.join("")}${stops.join("")}}\n`;
  }

  #label(location: number): string {
    return `${present(this.#process.locations[location]).isEnd ? "end" : "at"}_${String(location)}`;
  }

  #stop(kind: string, location: number): string {
    const label = `end_${kind}_${String(location)}`;
    this.#stops.add(label);
    return label;
  }

  #location(location: number): string {
    const { commands, label } = present(this.#process.locations[location]);
    const options = [...commands.flatMap((command) => this.#command(command, location)), ...this.#crashes(location)];
    const possible = options.filter(({ condition }) => condition !== "0");
    const comment = label === undefined ? "" : ` /* '${label} */`;
    if (possible.length === 0) return `${this.#label(location)}:${comment} false;\n`;
    return `${this.#label(location)}:${comment}\n  if\n${possible.map(optionText).join("")}  fi;\n`;
  }

  #command(command: Command, location: number): readonly Option[] {
    const { guard, effect, updates, site, target } = command;
    this.#request.at(site.span);
    const condition = this.#guard(guard);
    const next = this.#label(target);
    switch (effect.kind) {
      case "local":
      case "choose":
        return [{ condition, statements: this.#updates(updates, guard), target: next }];
      case "violate":
        return [{ condition, statements: [`skip /* violated: ${effect.text.replaceAll("*/", "* /")} */`, ...this.#updates(updates, guard)], target: next }];
      case "stop":
        return [{ condition, statements: [], target: this.#stop("assumption", location) }];
      case "fail":
        return [{ condition, statements: [], target: this.#stop("failed", location) }];
      case "any":
        return this.#choices(effect.domain, effect.variable).map((assignments) => ({
          condition,
          statements: [...assignments, ...this.#updates(updates, guard)],
          target: next,
        }));
      case "send": {
        const { queues } = this.#request;
        const message = queues.message(effect.channel, this.#sender(effect.channel), effect.label, effect.payload.length);
        const { word, types } = present(message);
        const payload = effect.payload.map((expression, position) => this.#expression(expression, present(types[position])));
        const pieces = payload.flatMap((value) => value.pieces);
        const channel = queues.nameOf(effect.channel);
        const room = `len(${channel}) < ${String(queues.room)}`;
        const fields = queues.fields(
          effect.channel,
          pieces.map(({ text }) => text),
        );
        return [
          {
            condition: both(condition, ...payload.map(({ defined }) => defined), queues.isBounded ? `(${room})` : undefined),
            statements: [...(queues.isBounded ? [] : [`assert(${room})`]), ...limits(pieces), `${channel}!${word}${fields}`, ...this.#updates(updates, guard)],
            target: next,
          },
        ];
      }
      case "receive": {
        const { queues } = this.#request;
        const message = queues.message(effect.channel, effect.sender, effect.label, effect.variables.length);
        if (message === undefined) return [];
        const bound = effect.variables.map((name) => this.#variable(name));
        const channel = queues.nameOf(effect.channel);
        const into = queues.into(
          effect.channel,
          bound.flatMap(({ components }) => components.map(({ name }) => name)),
        );
        return [
          {
            condition: both(condition, `${channel}?[${message.word}${queues.anyFields(effect.channel)}]`),
            statements: [`${channel}?${message.word}${into}`, ...bound.flatMap(settingOf), ...this.#updates(updates, guard)],
            target: next,
          },
        ];
      }
      case "transfer":
      case "give-up":
        throw new CannotSay("a machine of a choreography head first");
      default:
        return assertNever(effect);
    }
  }

  /** Under which name the process sends on a channel: its own, or that of the end of a further session. */
  #sender(channel: number): string {
    return present(this.#request.machine.channels[channel]).from ?? this.#process.role;
  }

  #variable(name: string): Declared {
    return present(this.#request.variables.named(this.#request.index, name));
  }

  #term(expression: Expression, expected: Type = unknownType): Term {
    const { machine, index } = this.#request;
    const result = termOf(
      expression,
      {
        definitions: machine.definitions,
        variable: (name) => {
          const position = this.#process.variables.findIndex((variable) => variable.name === name);
          return position < 0 ? undefined : { process: index, index: position, type: present(this.#process.variables[position]).type };
        },
      },
      expected,
    );
    if (!result.ok) throw new CannotSay(result.reason);
    return result.term;
  }

  #expression(expression: Expression, expected: Type = unknownType): Pieces {
    if (expression.span !== nowhere) this.#request.at(expression.span);
    return this.#terms.write(this.#term(expression, expected));
  }

  #guard(guard: Guard): string | undefined {
    switch (guard.kind) {
      case "always":
        return undefined;
      case "holds": {
        const { defined, pieces } = this.#expression(guard.condition);
        return both(defined, present(pieces[0]).text);
      }
      case "refutes": {
        const { defined, pieces } = this.#expression(guard.condition);
        return both(defined, inverse(present(pieces[0]).text));
      }
      case "defined":
        return both(...guard.expressions.map((expression) => this.#expression(expression).defined));
      case "undefined": {
        const when = guard.when === undefined ? undefined : this.#guard({ kind: "holds", condition: guard.when });
        return both(when, negated(both(...guard.expressions.map((expression) => this.#expression(expression).defined))));
      }
      case "matches": {
        const { type } = this.#term(guard.scrutinee);
        const scrutinee = this.#expression(guard.scrutinee);
        const tests = guard.cases.slice(0, guard.index + 1).map((one): string | undefined => {
          switch (one.kind) {
            case "constructor":
              return this.#terms.isBuiltBy(scrutinee, type, one.name);
            case "literal": {
              const literal = this.#expression(one.value, type);
              return both(...literal.pieces.map(({ text }, position) => `(${present(scrutinee.pieces[position]).text} == ${text})`));
            }
            case "wildcard":
              return undefined;
            default:
              return assertNever(one);
          }
        });
        return both(scrutinee.defined, ...tests.slice(0, -1).map(negated), tests.at(-1));
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

  /** What is assigned for each value of a domain. */
  #choices(domain: Domain, name: string): readonly (readonly string[])[] {
    const { machine, components, at } = this.#request;
    const variable = this.#variable(name);
    const read = domain.kind === "range" ? [domain.low, domain.high] : refinementsIn(domain.type, machine.definitions);
    const known = new Set(this.#process.variables.map((each) => each.name));
    for (const expression of read) {
      at(expression.span);
      if (mentions(expression, known)) throw new CannotSay("a choice that depends on variables");
    }
    const values = closedDomain(domain, machine.definitions);
    if (values?.kind !== "finite") throw new CannotSay("a choice from infinitely many values, or too many");
    if (values.values.length > maximumChoices) throw new CannotSay(`a choice from ${String(values.values.length)} values`);
    return values.values.map((value) => {
      const encoded = fitting(components.encode(value, variable.variable.type));
      return [...variable.components.map((component, position) => `${component.name} = ${String(present(encoded[position]))}`), ...settingOf(variable)];
    });
  }

  /** All at once: new values are computed before any is written. */
  #updates(updates: readonly Update[], guard: Guard): readonly string[] {
    const writes = updates.flatMap(({ variable: name, value }) => {
      const variable = this.#variable(name);
      const { pieces, isSet } = this.#updated(variable, value, guard);
      const parts = variable.components.map((component, position) => ({ name: component.name, piece: present(pieces[position]) }));
      return variable.isSet === undefined ? parts : [...parts, { name: variable.isSet, piece: { text: isSet, bound: 1n } }];
    });
    const needed = writes.filter(({ name, piece }) => name !== piece.text);
    const checks = limits(needed.map(({ piece }) => piece));
    const isSimple = (text: string): boolean => /^\(?-?[0-9]+\)?$/.test(text);
    const [constant, others] = [needed.filter(({ piece }) => isSimple(piece.text)), needed.filter(({ piece }) => !isSimple(piece.text))];
    if (others.length === 1) return [...checks, ...[...others, ...constant].map(({ name, piece }) => `${name} = ${piece.text}`)];
    const temporaries = others.map((_, index) => this.#request.variables.temporary(index));
    return [
      ...checks,
      ...others.map(({ piece }, index) => `${present(temporaries[index])} = ${piece.text}`),
      ...others.map(({ name }, index) => `${name} = ${present(temporaries[index])}`),
      ...constant.map(({ name, piece }) => `${name} = ${piece.text}`),
    ];
  }

  #updated(variable: Declared, value: Update["value"], guard: Guard): { readonly pieces: readonly Piece[]; readonly isSet: string } {
    switch (value.kind) {
      case "expression":
        return { pieces: this.#expression(value.expression, variable.variable.type).pieces, isSet: "1" };
      case "payload": {
        const matched = guard.kind === "matches" ? guard.cases[guard.index] : undefined;
        if (matched?.kind !== "constructor") throw new Error("a payload of what matched no constructor");
        const { type } = this.#term(value.scrutinee);
        return { pieces: this.#terms.payload(this.#expression(value.scrutinee), type, matched.name, value.position), isSet: "1" };
      }
      case "copy": {
        const of = this.#variable(value.of);
        return { pieces: of.components.map(({ name, type }) => ({ text: name, bound: type === "short" ? 32_767n : 255n })), isSet: of.isSet ?? "1" };
      }
      case "unset":
        return { pieces: variable.components.map(() => ({ text: "0", bound: 0n })), isSet: "0" };
      default:
        return assertNever(value);
    }
  }

  /** The crashes that the fault model allows here. */
  #crashes(location: number): readonly Option[] {
    const { machine, budgets } = this.#request;
    return (machine.faults?.clauses ?? []).flatMap((clause, index): readonly Option[] => {
      if (clause.kind !== "crash" || !clause.roles.includes(this.#process.role)) return [];
      this.#request.at(clause.span);
      const budget = budgets[index];
      const left = budget === undefined ? undefined : `(${budget} < ${String(clause.atMost ?? 0)})`;
      const spend = budget === undefined ? [] : [`${budget}++`];
      if (!clause.restarts) return [{ condition: left, statements: spend, target: this.#stop("crashed", location) }];
      return this.#restarts().flatMap(({ assignments }) => {
        const isSame = both(...assignments.map(({ name, value }) => `(${name} == ${value})`));
        if (location === 0 && isSame === undefined) return [];
        const isOther = location === 0 ? negated(isSame) : undefined;
        return [
          { condition: both(left, isOther), statements: [...spend, ...assignments.map(({ name, value }) => `${name} = ${value}`)], target: this.#label(0) },
        ];
      });
    });
  }

  /** What a restart writes: one for each choice of the initial values of volatile fields. */
  #restarts(): readonly { readonly assignments: readonly { readonly name: string; readonly value: string }[] }[] {
    let found: readonly { readonly assignments: readonly { readonly name: string; readonly value: string }[] }[] = [{ assignments: [] }];
    for (const { variable, components, isSet, initial } of this.#request.variables.of(this.#request.index)) {
      if (variable.durable) continue;
      const ways = variable.initial === undefined ? [components.map(() => 0n)] : initial;
      found = found.flatMap(({ assignments }) =>
        ways.map((way) => ({
          assignments: [
            ...assignments,
            ...components.map(({ name }, position) => ({ name, value: String(present(way[position])) })),
            ...(isSet === undefined ? [] : [{ name: isSet, value: "0" }]),
          ],
        })),
      );
      if (found.length > maximumChoices) throw new CannotSay(`a restart in ${String(found.length)} ways`);
    }
    return found;
  }
}

function optionText({ condition, statements, target }: Option): string {
  // An option that is always open, does nothing and may lead to itself is refused by SPIN (unconditional self-loop) unless it is a step of its own kind.
  if (statements.length === 0) return condition === undefined ? `  :: d_step { true -> skip } goto ${target}\n` : `  :: ${condition} -> goto ${target}\n`;
  return `  :: d_step { ${condition ?? "true"} -> ${statements.join("; ")} } goto ${target}\n`;
}

function settingOf({ isSet }: Declared): readonly string[] {
  return isSet === undefined ? [] : [`${isSet} = 1`];
}

/** Claims that what is stored or sent has room. */
function limits(pieces: readonly Piece[]): readonly string[] {
  return pieces.filter(mayOverflow).map(({ text }) => `assert(-32767 <= ${text} && ${text} <= 32767)`);
}

function mentions(expression: Expression, names: ReadonlySet<string>): boolean {
  return (expression.kind === "name" && names.has(expression.name.text)) || partsOf(expression).some((part) => mentions(part, names));
}
