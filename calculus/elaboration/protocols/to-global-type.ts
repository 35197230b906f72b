/**
 * From the flow of a protocol to its global type. The flow is a graph and the type a term with binders: what is reached again while it is being
 * translated becomes a variable, what is reached again afterwards is shared, unless a loop that it speaks of is not around any more.
 */
import { present } from "../../present.ts";
import type { GlobalBranch, GlobalType } from "../../core/index.ts";
import { globalEnd } from "../../core/index.ts";
import { firstMessages } from "./first-messages.ts";
import type { ChoiceFlow, Flow, Instance, MessageFlow } from "./flow.ts";
import type { Problems } from "./problems.ts";
import type { Budget } from "./expand.ts";

/** A place that a variable may lead back to, while what stands there is being translated. */
export interface Binder {
  readonly written: string;
  /** Given when a variable needs it; at once to a loop that the text has and never repeats. */
  name: string | undefined;
  isOpen: boolean;
}

/** A term with the binders that its variables lead to, and whether it binds any itself. */
export interface Translated {
  readonly type: GlobalType;
  readonly free: ReadonlySet<Binder>;
  readonly binds: boolean;
}

interface Visit {
  readonly flow: Flow;
  readonly parts: readonly Flow[];
  readonly done: Translated[];
  readonly binder: Binder | undefined;
  readonly assemble: (parts: readonly GlobalType[]) => GlobalType;
}

const nothingFree: ReadonlySet<Binder> = new Set();
const ended: Translated = { type: globalEnd, free: nothingFree, binds: false };

/**
 * Returns the global type of a guarded flow; undefined when the budget is used up. Reports choices that are not sender-driven or ambiguous.
 * `closed` has the terms without any variable that are known from other protocols, and gets those of this one. Linear in the flow where no branch of a
 * choice begins with a loop; each loop that does is translated twice. Takes no stack.
 */
export function globalTypeOf(first: Instance, closed: Map<Flow, Translated>, problems: Problems, budget: Budget): GlobalType | undefined {
  const known = new Map<Flow, Translated>();
  const open = new Map<Flow, Binder>();
  const names = new Map<string, number>();
  const path: Visit[] = [];

  const nameOf = (binder: Binder): string => {
    if (binder.name !== undefined) return binder.name;
    const count = (names.get(binder.written) ?? 0) + 1;
    names.set(binder.written, count);
    return (binder.name = count === 1 ? binder.written : `${binder.written}#${String(count)}`);
  };

  /** The translation where it is known already. */
  function lookUp(flow: Flow): Translated | undefined {
    if (flow.kind === "end") return ended;
    const binder = open.get(flow);
    if (binder !== undefined) return { type: { kind: "variable", name: nameOf(binder) }, free: new Set([binder]), binds: false };
    const before = known.get(flow) ?? closed.get(flow);
    return before !== undefined && [...before.free].every(({ isOpen }) => isOpen) ? before : undefined;
  }

  function enter(flow: Flow): void {
    budget.size--;
    path.push(visitOf(flow));
  }

  function visitOf(flow: Flow): Visit {
    const pass = (next: Flow): Visit => ({ flow, parts: [next], done: [], binder: undefined, assemble: ([type]) => present(type) });
    switch (flow.kind) {
      case "end":
        return { flow, parts: [], done: [], binder: undefined, assemble: () => globalEnd };
      case "message":
        return { flow, parts: [flow.next], done: [], binder: undefined, assemble: (types) => choiceOf(flow.from, flow.span, [flow], types) };
      case "choice":
        return choiceVisit(flow);
      case "recursion": {
        const binder = bind(flow, flow.variable);
        if (!flow.isRepeated) nameOf(binder);
        return { flow, parts: [flow.body], done: [], binder, assemble: ([body]) => recursionOf(binder, present(body)) };
      }
      case "instance": {
        const binder = bind(flow, flow.protocol);
        return { flow, parts: [flow.body], done: [], binder, assemble: ([body]) => recursionOf(binder, present(body)) };
      }
      case "jump":
        return pass(flow.target);
      case "exit":
        return pass(flow.next);
      case "parallel":
        return pass(present(flow.first));
    }
  }

  function choiceVisit(flow: ChoiceFlow): Visit {
    const { messages, isUnfolded } = firstMessages(flow, problems);
    budget.size -= messages.length;
    // Only such a choice can be reached from itself without passing a loop's own binder.
    const binder = isUnfolded ? bind(flow, "t") : undefined;
    const assemble: Visit["assemble"] = (types) => {
      const type = messages.length === 0 ? globalEnd : choiceOf(flow.at, flow.span, messages, types);
      return binder === undefined ? type : recursionOf(binder, type);
    };
    return { flow, parts: messages.map(({ next }) => next), done: [], binder, assemble };
  }

  function bind(flow: Flow, written: string): Binder {
    const binder: Binder = { written, name: undefined, isOpen: true };
    open.set(flow, binder);
    return binder;
  }

  const before = lookUp(first);
  if (before !== undefined) return before.type;
  enter(first);
  for (;;) {
    if (budget.size < 0) return undefined;
    const visit = present(path.at(-1));
    const next = visit.parts[visit.done.length];
    if (next !== undefined) {
      const found = lookUp(next);
      if (found === undefined) enter(next);
      else visit.done.push(found);
      continue;
    }
    path.pop();
    const { flow, binder, done } = visit;
    const type = visit.assemble(done.map((part) => part.type));
    const binds = binder?.name !== undefined || done.some((part) => part.binds);
    const translated: Translated = { type, free: without(union(done), binder), binds };
    if (binder !== undefined) {
      binder.isOpen = false;
      open.delete(flow);
    }
    (binds || translated.free.size > 0 ? known : closed).set(flow, translated);
    const outer = path.at(-1);
    if (outer === undefined) return type;
    outer.done.push(translated);
  }
}

function recursionOf({ name }: Binder, body: GlobalType): GlobalType {
  return name === undefined ? body : { kind: "recursion", variable: name, body };
}

function choiceOf(sender: string, span: ChoiceFlow["span"], messages: readonly MessageFlow[], continuations: readonly GlobalType[]): GlobalType {
  const branches = messages.map(({ to, message, span: at }, index): GlobalBranch => ({
    receiver: to,
    message,
    continuation: present(continuations[index]),
    span: at,
  }));
  return { kind: "choice", sender, branches, span };
}

/** The binders of all parts; long sequences share one set. */
function union(parts: readonly Translated[]): ReadonlySet<Binder> {
  let all = nothingFree;
  for (const { free } of parts) {
    if (all === free || free.size === 0) continue;
    all = all.size === 0 ? free : new Set([...all, ...free]);
  }
  return all;
}

function without(free: ReadonlySet<Binder>, binder: Binder | undefined): ReadonlySet<Binder> {
  if (binder === undefined || !free.has(binder)) return free;
  const rest = new Set(free);
  rest.delete(binder);
  return rest;
}
