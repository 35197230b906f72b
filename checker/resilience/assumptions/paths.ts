/** The paths of a choreography as sequences of events, for checks that ask what comes before what: loops go around at most twice, calls are entered. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Choreography, Instruction, Model, Role, Site, TransactionDefinition } from "../../../calculus/core/index.ts";
import { instantiator } from "../../../calculus/semantics/index.ts";
import { performedBy } from "./reached.ts";

/** What a role does that others may learn of, or that may have to be undone. */
export type PathEvent = { readonly site: Site } & (
  | { readonly kind: "message"; readonly from: Role; readonly to: Role }
  | { readonly kind: "perform"; readonly role: Role; readonly transaction: TransactionDefinition }
  /** Anything else that a role does by itself. */
  | { readonly kind: "act"; readonly role: Role }
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
      const found = eventOf(head);
      if (found !== undefined) {
        path = [...path, found];
        events += 1;
      }
      const ways = waysOf(head, here, after);
      if (ways.length === 1) {
        here = ways[0];
        continue;
      }
      for (const way of ways) follow(way, path);
      return;
    }
    paths.push(path);
  }

  function eventOf(I: Instruction): PathEvent | undefined {
    switch (I.kind) {
      case "communicate":
      case "select":
        return { kind: "message", from: I.from, to: I.to, site: I.site };
      case "assign":
      case "havoc":
      case "assume":
      case "if":
      case "match":
      case "choose":
        return { kind: "act", role: I.role, site: I.site };
      case "call": {
        const performed = performedBy(I, transactions);
        return performed === undefined ? undefined : { kind: "perform", ...performed, site: I.site };
      }
      case "assert":
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
        const body = instantiate(I.procedure, I.roles);
        return [{ term: body, depth: here.depth + 1, next: after, loops: new Map() }];
      }
      default:
        return [after];
    }
  }

  const procedure = model.procedures.get(subject);
  if (procedure !== undefined) follow({ term: procedure.body, depth: 0, loops: new Map() }, []);
  return { paths, isCut };
}
