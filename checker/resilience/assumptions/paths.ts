/** The paths of a choreography as sequences of events, for checks that ask what comes before what: loops go around at most twice, calls are entered. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Choreography, Instruction, Model, Role, Site, TransactionDefinition } from "../../../calculus/core/index.ts";
import { instantiator } from "../../../calculus/semantics/index.ts";
import type { Expression } from "../../../calculus/syntax/index.ts";

/** `frame`: the call in which it happens, 0 outside of calls; variables of one frame are not those of another. */
export type PathEvent = { readonly frame: number; readonly site: Site } & (
  | { readonly kind: "message"; readonly from: Role; readonly to: Role; readonly expressions: readonly Expression[]; readonly variables: readonly string[] }
  | {
      readonly kind: "assign";
      readonly role: Role;
      readonly variable: string;
      readonly expression: Expression;
      /** Where the expression is read. */ readonly outer: number;
    }
  | { readonly kind: "any"; readonly role: Role; readonly variable: string }
  | { readonly kind: "guard"; readonly role: Role; readonly expressions: readonly Expression[]; readonly variables: readonly string[] }
  | { readonly kind: "choice"; readonly role: Role }
  | { readonly kind: "perform"; readonly role: Role; readonly transaction: TransactionDefinition; readonly expressions: readonly Expression[] }
);

export interface Paths {
  readonly paths: readonly (readonly PathEvent[])[];
  /** There are more than were looked at. */
  readonly isCut: boolean;
}

const mostPaths = 2_000;
const mostEvents = 200_000;
const deepestCall = 8;

interface Continuation {
  readonly term: Choreography;
  readonly frame: number;
  readonly depth: number;
  readonly next?: Continuation;
  /** The loops around, with where their exits go on. */
  readonly loops: ReadonlyMap<string, Loop>;
}

interface Loop {
  readonly body: Choreography;
  readonly exit: Choreography;
  readonly rounds: number;
  readonly outside: Continuation;
}

/** All paths of a choreography. Exponential in its branches, so that it stops after `mostPaths`. */
export function pathsOf(model: Model, subject: string, transactions: ReadonlyMap<string, TransactionDefinition>): Paths {
  const instantiate = instantiator(model);
  const paths: (readonly PathEvent[])[] = [];
  let isCut = false;
  let frames = 0;
  let events = 0;

  function follow(at: Continuation | undefined, before: readonly PathEvent[]): void {
    let path = before;
    let here = at;
    while (here !== undefined) {
      if (paths.length >= mostPaths || events > mostEvents) {
        isCut = true;
        return;
      }
      if (here.term.kind === "end") {
        here = here.next;
        continue;
      }
      const { head, tail } = here.term;
      const after: Continuation = { ...here, term: tail };
      const found = eventOf(head, here.frame);
      if (found !== undefined) {
        path = [...path, found];
        events += 1;
      }
      const ways = waysOf(head, here, after);
      if (head.kind === "call" && found === undefined) path = [...path, ...argumentsOf(head, here.frame)];
      if (ways.length === 1) {
        here = ways[0];
        continue;
      }
      for (const way of ways) follow(way, path);
      return;
    }
    paths.push(path);
  }

  function eventOf(I: Instruction, frame: number): PathEvent | undefined {
    switch (I.kind) {
      case "communicate":
        return { kind: "message", from: I.from, to: I.to, expressions: I.expressions, variables: I.variables, frame, site: I.site };
      case "select":
        return { kind: "message", from: I.from, to: I.to, expressions: [], variables: [], frame, site: I.site };
      case "assign":
        return { kind: "assign", role: I.role, variable: I.variable, expression: I.expression, outer: frame, frame, site: I.site };
      case "havoc":
        return { kind: "any", role: I.role, variable: I.variable, frame, site: I.site };
      case "assert":
      case "assume":
        return I.kind === "assume" ? { kind: "guard", role: I.role, expressions: [I.condition], variables: [], frame, site: I.site } : undefined;
      case "if":
        return { kind: "guard", role: I.role, expressions: [I.condition], variables: [], frame, site: I.site };
      case "match":
        return {
          kind: "guard",
          role: I.role,
          expressions: [I.scrutinee],
          variables: I.cases.flatMap(({ pattern }) => (pattern.kind === "constructor" ? pattern.variables : [])),
          frame,
          site: I.site,
        };
      case "choose":
        return { kind: "choice", role: I.role, frame, site: I.site };
      case "call": {
        const transaction = transactions.get(I.procedure);
        const [role] = I.roles;
        if (transaction === undefined || role === undefined) return undefined;
        return { kind: "perform", role, transaction, expressions: I.arguments.get(role) ?? [], frame, site: I.site };
      }
      case "loop":
      case "continue":
      case "break":
      case "in-transit":
      case "frame":
      case "leave":
        return undefined;
      default:
        return assertNever(I);
    }
  }

  /** What the parameters of the call that was just entered are. */
  function argumentsOf(call: Extract<Instruction, { kind: "call" }>, outer: number): readonly PathEvent[] {
    const procedure = model.procedures.get(call.procedure);
    return [...call.arguments].flatMap(([role, expressions]) => {
      const formal = procedure?.roles[call.roles.indexOf(role)];
      const own = procedure?.parameters.filter((parameter) => parameter.role === formal) ?? [];
      return expressions.map((expression, index): PathEvent => ({
        kind: "assign",
        role,
        variable: own[index]?.name ?? "",
        expression,
        outer,
        frame: frames,
        site: call.site,
      }));
    });
  }

  /** Where the path goes on behind an instruction. */
  function waysOf(I: Instruction, here: Continuation, after: Continuation): readonly (Continuation | undefined)[] {
    const into = (term: Choreography): Continuation => ({ ...here, term, next: after });
    switch (I.kind) {
      case "if":
        return [into(I.then), into(I.else)];
      case "match":
        return I.cases.map(({ body }) => into(body));
      case "choose":
        return I.branches.map(into);
      case "loop": {
        const loop: Loop = { body: I.body, exit: I.exit, rounds: 1, outside: after };
        return [{ ...here, term: I.body, loops: new Map(here.loops).set(I.name, loop) }];
      }
      case "continue": {
        const loop = here.loops.get(I.loop);
        if (loop === undefined) return [undefined];
        // Twice around shows what one round leaves for the next; a third shows nothing new.
        if (loop.rounds >= 2) return [undefined];
        return [{ ...here, term: loop.body, loops: new Map(here.loops).set(I.loop, { ...loop, rounds: loop.rounds + 1 }) }];
      }
      case "break": {
        const loop = here.loops.get(I.loop);
        return [loop === undefined ? undefined : { ...loop.outside, term: loop.exit, next: loop.outside }];
      }
      case "call": {
        if (transactions.has(I.procedure)) return [after];
        if (here.depth >= deepestCall) {
          isCut = true;
          return [undefined];
        }
        frames += 1;
        const body = instantiate(I.procedure, I.roles);
        return [{ term: body, frame: frames, depth: here.depth + 1, next: after, loops: new Map() }];
      }
      default:
        return [after];
    }
  }

  const procedure = model.procedures.get(subject);
  if (procedure !== undefined) follow({ term: procedure.body, frame: 0, depth: 0, loops: new Map() }, []);
  return { paths, isCut };
}
