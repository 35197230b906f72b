/**
 * The control flow of a choreography as a finite graph: program points, joined by messages, local actions and decisions.
 * Calls are entered: a tail call is a jump, any other leaves its continuation on a stack. A stack without bound is not regular and is refused.
 */
import { present } from "../present.ts";
import type { Choreography, CorePattern, Definitions, Instruction, Message, Model, Procedure, Role, Site } from "../core/index.ts";
import { instantiate, rolesOfTerm, unfold } from "../core/index.ts";
import type { Span } from "../diagnostics/index.ts";
import type { Expression, Type } from "../syntax/index.ts";
import { isUnknown, unknownType } from "../values/index.ts";
import { endlessParts } from "./endless-parts.ts";
import { expandType, typeOfExpression } from "./payload-sorts.ts";

type Of<Kind> = Extract<Instruction, { kind: Kind }>;

/** What happens at one role: an assignment, an assertion, or the evaluation of its arguments when it enters a call. */
export type ControlAction = Of<"assign"> | Of<"havoc"> | (Instruction & { readonly kind: "assert" | "assume" }) | Of<"call">;
export type ControlChoice = Of<"if"> | Of<"match"> | Of<"choose">;

export type ControlEdge = { readonly target: number; readonly site: Site } & (
  | {
      readonly kind: "message";
      readonly sender: Role;
      readonly receiver: Role;
      readonly message: Message;
      /** What is evaluated, and where it goes; a selection does neither. */
      readonly instruction: Of<"communicate"> | Of<"select">;
    }
  | { readonly kind: "action"; readonly role: Role; readonly action: ControlAction }
  /** `branch` counts from 0: for `if`, 0 is where the condition holds. */
  | { readonly kind: "decision"; readonly role: Role; readonly choice: ControlChoice; readonly branch: number }
);

/** States are numbered in the order of a breadth-first search. A state has one message, or one action, or the branches of one decision; the final state has no edge. */
export interface ControlGraph {
  readonly roles: readonly Role[];
  readonly initial: number;
  readonly states: readonly { readonly edges: readonly ControlEdge[] }[];
}

/** `limit` is there where the graph was given up at that many states, not because there is none. */
export type ControlGraphResult =
  { readonly ok: true; readonly graph: ControlGraph } | { readonly ok: false; readonly reason: string; readonly span: Span; readonly limit?: number };

/** How many program points a graph may have unless the caller says otherwise. */
export const controlGraphLimit = 1_000_000;

/** A procedure with its actual roles: its body, and the types of its locals, filled in as the search passes their bindings. */
interface Instance {
  readonly procedure: Procedure;
  readonly body: Choreography;
  /** By actual role: its fields, its parameters, and what it has bound so far. */
  readonly locals: Map<Role, Map<string, Type>>;
}

/** What is still to be done behind the current term. Stacks are interned: equal ones are one object. */
interface Stack {
  readonly term: Choreography;
  readonly instance: Instance;
  readonly below: Stack | undefined;
}

interface Point {
  readonly term: Choreography;
  readonly instance: Instance;
  readonly stack: Stack | undefined;
  /** At a call: how many of its roles have evaluated their arguments. */
  readonly evaluated?: number;
}

class NotRegular extends Error {
  readonly span: Span;
  readonly limit: number | undefined;
  constructor(reason: string, span: Span, limit?: number) {
    super(reason);
    this.span = span;
    this.limit = limit;
  }
}

/**
 * The control graph of a checked procedure, or why it has none: a call that comes back to a procedure whose work behind an earlier call is not done.
 * Linear in the program points; calls that are not last are entered in place, so programs may be larger as graphs than as texts (`limit`).
 */
export function controlGraph(model: Model, procedureName: string, limit: number = controlGraphLimit): ControlGraphResult {
  const procedure = present(model.procedures.get(procedureName));
  try {
    return { ok: true, graph: new Search(model, procedure, limit).run() };
  } catch (error) {
    if (!(error instanceof NotRegular)) throw error;
    return { ok: false, reason: error.message, span: error.span, ...(error.limit === undefined ? {} : { limit: error.limit }) };
  }
}

class Search {
  private readonly model: Model;
  private readonly definitions: Definitions;
  private readonly entry: Procedure;
  private readonly limit: number;
  private readonly points: Point[] = [];
  private readonly numbers = new Map<Stack | undefined, Map<Choreography, number>>();
  private readonly instances = new Map<string, Instance>();
  /** By program point: what stands behind the loops that begin there. */
  private readonly exits = new Map<number, Set<Choreography>>();
  private readonly stacks = new Map<Stack | undefined, Map<Choreography, Stack>>();

  constructor(model: Model, entry: Procedure, limit: number) {
    this.model = model;
    this.definitions = model.definitions;
    this.entry = entry;
    this.limit = limit;
  }

  run(): ControlGraph {
    const { entry } = this;
    const instance = this.instance(entry, entry.roles);
    this.number({ term: instance.body, instance, stack: undefined });
    const states: { edges: readonly ControlEdge[] }[] = [];
    for (let index = 0; index < this.points.length; index++) states.push({ edges: this.edges(present(this.points[index])) });
    this.refuseWorkBehindEndlessParts(states);
    return { roles: entry.roles, initial: 0, states };
  }

  /** A role that has no part in a loop passes it by. Where the loop never ends, the role does what no path of the graph leads to. */
  private refuseWorkBehindEndlessParts(states: ControlGraph["states"]): void {
    for (const part of endlessParts(states.map(({ edges }) => edges.map(({ target }) => target)))) {
      const busy = new Set(
        part.flatMap((state) => present(states[state]).edges.flatMap((edge) => (edge.kind === "message" ? [edge.sender, edge.receiver] : [edge.role]))),
      );
      for (const state of part) {
        const behind = [...(this.exits.get(state) ?? [])];
        for (let stack = present(this.points[state]).stack; stack !== undefined; stack = stack.below) behind.push(stack.term);
        const idle = behind.flatMap((term) => [...rolesOfTerm(term)]).find((role) => !busy.has(role));
        if (idle === undefined) continue;
        const place = present(present(states[state]).edges[0]).site.span;
        throw new NotRegular(`${idle} goes on behind a part that never ends and in which it has no part`, place);
      }
    }
  }

  /** The number of the program point at which these points come to rest: behind jumps, loop heads and what has ended. */
  private number(start: Point): number {
    const exits: Choreography[] = [];
    const { term, instance, stack } = this.settle(start, exits);
    const state = this.numberOf({ term, instance, stack });
    for (const exit of exits) {
      const known = this.exits.get(state);
      if (known === undefined) this.exits.set(state, new Set([exit]));
      else known.add(exit);
    }
    return state;
  }

  private numberOf({ term, instance, stack }: Point): number {
    let row = this.numbers.get(stack);
    if (row === undefined) this.numbers.set(stack, (row = new Map<Choreography, number>()));
    const known = row.get(term);
    if (known !== undefined) return known;
    const fresh = this.add({ term, instance, stack });
    row.set(term, fresh);
    return fresh;
  }

  private add(point: Point): number {
    const fresh = this.points.length;
    if (fresh >= this.limit) throw new NotRegular(`the control flow has more than ${String(this.limit)} program points`, this.entry.span, this.limit);
    this.points.push(point);
    return fresh;
  }

  private settle(start: Point, exits: Choreography[]): Point {
    let { term, instance, stack } = start;
    const passed = new Set<Choreography>();
    for (;;) {
      if (term.kind === "end") {
        if (stack === undefined) return { term, instance, stack };
        ({ term, instance, below: stack } = stack);
        continue;
      }
      const { head } = term;
      if (head.kind === "loop") {
        if (passed.has(term)) throw new NotRegular("a loop repeats without an action", head.site.span);
        passed.add(term);
        if (head.exit.kind !== "end") exits.push(head.exit);
        term = unfold(head);
      } else if (head.kind === "leave") term = head.to;
      else if (head.kind === "call" && ![...head.arguments.values()].some((list) => list.length > 0)) {
        if (passed.has(term)) throw new NotRegular(`\`${head.procedure}\` calls itself without an action`, head.site.span);
        passed.add(term);
        ({ term, instance, stack } = this.enter(head, { term: term.tail, instance, stack }));
      } else return { term, instance, stack };
    }
  }

  /** Where a call leads; `behind` is what follows it. */
  private enter(call: Of<"call">, behind: Point): Point {
    const stack = this.push(behind);
    const procedure = present(this.model.procedures.get(call.procedure));
    for (let waiting = stack; waiting !== undefined; waiting = waiting.below) {
      if (waiting.instance.procedure !== procedure) continue;
      throw new NotRegular(
        `\`${call.procedure}\` is called again before the work behind an earlier call in it is done, so what is left to do has no bound`,
        call.site.span,
      );
    }
    const instance = this.instance(procedure, call.roles);
    return { term: instance.body, instance, stack };
  }

  private instance(procedure: Procedure, roles: readonly Role[]): Instance {
    const key = [procedure.name, ...roles].join(" ");
    const known = this.instances.get(key);
    if (known !== undefined) return known;
    const locals = new Map(roles.map((role) => [role, new Map<string, Type>()]));
    for (const { name, type, role } of procedure.parameters) {
      const actual = roles[procedure.roles.indexOf(role)] ?? role;
      locals.get(actual)?.set(name, type);
    }
    for (const [index, formal] of procedure.roles.entries()) {
      for (const field of this.model.roles.get(procedure.stateOf.get(formal) ?? formal) ?? []) locals.get(roles[index] ?? formal)?.set(field.name, field.type);
    }
    const instance: Instance = { procedure, body: instantiate(procedure, roles), locals };
    this.instances.set(key, instance);
    return instance;
  }

  private push({ term, instance, stack }: Point): Stack | undefined {
    if (term.kind === "end") return stack;
    let row = this.stacks.get(stack);
    if (row === undefined) this.stacks.set(stack, (row = new Map<Choreography, Stack>()));
    let result = row.get(term);
    if (result === undefined) row.set(term, (result = { term, instance, below: stack }));
    return result;
  }

  private edges({ term, instance, stack, evaluated = 0 }: Point): readonly ControlEdge[] {
    if (term.kind === "end") return [];
    const { head, tail } = term;
    const next = (): number => this.number({ term: tail, instance, stack });
    const branches = (choice: ControlChoice, bodies: readonly Choreography[]): readonly ControlEdge[] => {
      const behind = this.push({ term: tail, instance, stack });
      return bodies.map((body, branch) => {
        const target = this.number({ term: body, instance, stack: behind });
        return { kind: "decision", role: choice.role, choice, branch, target, site: choice.site };
      });
    };
    switch (head.kind) {
      case "communicate": {
        const sorts = head.expressions.map((expression) => this.typeOf(expression, head.from, instance));
        head.variables.forEach((variable, index) => {
          this.bind(instance, head.to, variable, sorts[index] ?? unknownType);
        });
        const payload = sorts.map((type) => ({ sort: { kind: "value" as const, type } }));
        return [
          {
            kind: "message",
            sender: head.from,
            receiver: head.to,
            message: { label: head.label, payload },
            instruction: head,
            target: next(),
            site: head.site,
          },
        ];
      }
      case "select":
        return [
          {
            kind: "message",
            sender: head.from,
            receiver: head.to,
            message: { label: head.label, payload: [] },
            instruction: head,
            target: next(),
            site: head.site,
          },
        ];
      case "assign":
        this.bind(instance, head.role, head.variable, this.typeOf(head.expression, head.role, instance));
        return [{ kind: "action", role: head.role, action: head, target: next(), site: head.site }];
      case "havoc":
        this.bind(
          instance,
          head.role,
          head.variable,
          head.domain.kind === "type" ? expandType(head.domain.type, this.definitions) : this.typeOf(head.domain.low, head.role, instance),
        );
        return [{ kind: "action", role: head.role, action: head, target: next(), site: head.site }];
      case "assert":
      case "assume":
        return [{ kind: "action", role: head.role, action: head as ControlAction, target: next(), site: head.site }];
      case "if":
        return branches(head, [head.then, head.else]);
      case "match":
        for (const { pattern } of head.cases) this.bindPattern(instance, head, pattern);
        return branches(
          head,
          head.cases.map(({ body }) => body),
        );
      case "choose":
        return branches(head, head.branches);
      case "call":
        return this.callEdges(head, { term, instance, stack, evaluated });
      default:
        throw new Error(`${head.kind} does not stand at a program point of a source term`);
    }
  }

  /** The roles evaluate their arguments one after the other, in the order of the call; the callee begins behind the last. */
  private callEdges(call: Of<"call">, { term, instance, stack, evaluated = 0 }: Point): readonly ControlEdge[] {
    const roles = call.roles.filter((role) => (call.arguments.get(role) ?? []).length > 0);
    const role = present(roles[evaluated]);
    const tail = term.kind === "end" ? term : term.tail;
    const isLast = evaluated + 1 === roles.length;
    const target = isLast ? this.number(this.enter(call, { term: tail, instance, stack })) : this.add({ term, instance, stack, evaluated: evaluated + 1 });
    return [{ kind: "action", role, action: call, target, site: call.site }];
  }

  private typeOf(expression: Expression, role: Role, instance: Instance): Type {
    return typeOfExpression(expression, this.definitions, (name) => instance.locals.get(role)?.get(name));
  }

  /** The first binding of a local decides its type. */
  private bind(instance: Instance, role: Role, variable: string, type: Type): void {
    const locals = instance.locals.get(role);
    const known = locals?.get(variable);
    if (known === undefined || isUnknown(known)) locals?.set(variable, type);
  }

  private bindPattern(instance: Instance, { role, scrutinee }: Of<"match">, pattern: CorePattern): void {
    if (pattern.kind !== "constructor") return;
    const of = this.typeOf(scrutinee, role, instance);
    const declared = this.definitions.constructors.get(pattern.name)?.constructors.find(({ name }) => name === pattern.name)?.payload;
    const payload = declared ?? (of.kind === "option" ? [of.element] : []);
    pattern.variables.forEach((variable, index) => {
      this.bind(instance, role, variable, expandType(payload[index] ?? unknownType, this.definitions));
    });
  }
}
