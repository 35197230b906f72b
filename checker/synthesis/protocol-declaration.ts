/**
 * An automaton as a `protocol` declaration. States become blocks: a state that a cycle comes back to is a `rec`, what all branches of a choice come to stands
 * once behind it, and a state that is reached in several other ways is written for each of them.
 */
import { present } from "../../calculus/present.ts";
import type { Message, Sort } from "../../calculus/core/index.ts";
import { defaultLimits, nowhere } from "../../calculus/diagnostics/index.ts";
import type { GlobalAutomaton, GlobalEdge } from "../../calculus/protocols/index.ts";
import type { Declaration, Name, PayloadItem, ProtocolBlock, ProtocolStatement } from "../../calculus/syntax/index.ts";
import { joinsBehind } from "./joins.ts";

export type ProtocolDeclaration = Extract<Declaration, { kind: "protocol" }>;

export type WrittenProtocol = { readonly ok: true; readonly declaration: ProtocolDeclaration } | { readonly ok: false; readonly reason: string };

/** How many statements a declaration may take. */
export const statementLimit = 20_000;

class TooLarge extends Error {}

/** The declaration, or why there is none that could be read again: it would be too long, too deep, or two messages of a choice differ in their types alone. */
export function protocolDeclaration(name: string, automaton: GlobalAutomaton): WrittenProtocol {
  for (const { edges } of automaton.states) {
    const labels = edges.map(({ receiver, message }) => JSON.stringify([receiver, message.label]));
    const twice = edges.find((_, index) => labels.indexOf(present(labels[index])) !== index);
    if (twice !== undefined)
      return {
        ok: false,
        reason: `a choice of ${twice.sender} has two messages ${twice.message.label} to ${twice.receiver}, which differ in their types alone`,
      };
  }
  try {
    const body = new Writer(automaton).whole();
    return { ok: true, declaration: { kind: "protocol", name: named(name), roles: automaton.roles.map(named), body, span: nowhere } };
  } catch (error) {
    if (error instanceof TooLarge) return { ok: false, reason: error.message };
    throw error;
  }
}

/** The loops around a place, and the state that what falls through goes on with. */
interface Surroundings {
  readonly open: ReadonlyMap<number, string>;
  readonly behind: number | undefined;
  readonly depth: number;
}

class Writer {
  private readonly automaton: GlobalAutomaton;
  private readonly heads: ReadonlySet<number>;
  private statements = 0;
  private loops = 0;

  constructor(automaton: GlobalAutomaton) {
    this.automaton = automaton;
    this.heads = loopHeads(automaton);
  }

  whole(): ProtocolBlock {
    return this.block(this.automaton.initial, { open: new Map(), behind: undefined, depth: 1 });
  }

  private block(start: number, around: Surroundings, opened = false): ProtocolBlock {
    if (around.depth > defaultLimits.nesting - 2) throw new TooLarge("its text would nest too deeply");
    const { open, behind, depth } = around;
    const statements: ProtocolStatement[] = [];
    const add = (statement: ProtocolStatement): void => {
      if (++this.statements > statementLimit) throw new TooLarge(`its text takes more than ${String(statementLimit)} statements`);
      statements.push(statement);
    };
    let isOpened = opened;
    for (let state: number | undefined = start; state !== undefined && state !== behind; isOpened = false) {
      const loop = open.get(state);
      if (loop !== undefined && !isOpened) {
        add({ kind: "continue", variable: named(loop), span: nowhere });
        break;
      }
      if (this.heads.has(state) && !isOpened) {
        const variable = this.loopName();
        const inside: ReadonlyMap<number, string> = new Map([...open, [state, variable]]);
        const after: number | undefined = this.joins(state, inside, behind).find((join) => !this.leadsTo(join, present(state), open, behind));
        add({
          kind: "rec",
          variable: named(variable),
          body: this.block(state, { open: inside, behind: after ?? behind, depth: depth + 1 }, true),
          span: nowhere,
        });
        state = after;
        continue;
      }
      const edges: readonly GlobalEdge[] = present(this.automaton.states[state]).edges;
      const [only] = edges;
      if (only === undefined) break;
      if (edges.length === 1) {
        add(messageOf(only));
        state = only.target;
        continue;
      }
      const [join]: readonly number[] = this.joins(state, open, behind);
      const branches = edges.map((edge): ProtocolBlock => {
        const { statements: rest } = this.block(edge.target, { open, behind: join ?? behind, depth: depth + 1 });
        return { statements: [messageOf(edge), ...rest], span: nowhere };
      });
      add({ kind: "choice", at: named(only.sender), branches, span: nowhere });
      state = join;
    }
    return { statements, span: nowhere };
  }

  /** What all ways from a state go through before they leave the block. */
  private joins(state: number, open: Surroundings["open"], behind: number | undefined): readonly number[] {
    const joins = joinsBehind(state, {
      successors: (from) => (from === behind ? [] : this.targets(from).filter((to) => !open.has(to))),
      isExit: (at) => at === behind || present(this.automaton.states[at]).edges.length === 0,
    });
    // The end is no place to go on from.
    return joins.filter((join) => join !== behind && present(this.automaton.states[join]).edges.length > 0);
  }

  private leadsTo(from: number, goal: number, open: Surroundings["open"], behind: number | undefined): boolean {
    const reached = new Set([from]);
    for (const state of reached) {
      if (state === goal) return true;
      if (state === behind || open.has(state)) continue;
      for (const target of this.targets(state)) reached.add(target);
    }
    return false;
  }

  private targets(state: number): readonly number[] {
    return present(this.automaton.states[state]).edges.map(({ target }) => target);
  }

  private loopName(): string {
    for (;;) {
      const name = `X${String(++this.loops)}`;
      if (!this.automaton.roles.includes(name)) return name;
    }
  }
}

function loopHeads({ initial, states }: GlobalAutomaton): ReadonlySet<number> {
  const heads = new Set<number>();
  const onPath = new Set<number>([initial]);
  const entered = new Set<number>([initial]);
  const path = [{ state: initial, next: 0 }];
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const edge = present(states[top.state]).edges[top.next++];
    if (edge === undefined) {
      onPath.delete(top.state);
      path.pop();
      continue;
    }
    if (onPath.has(edge.target)) heads.add(edge.target);
    if (entered.has(edge.target)) continue;
    entered.add(edge.target);
    onPath.add(edge.target);
    path.push({ state: edge.target, next: 0 });
  }
  return heads;
}

function messageOf({ sender, receiver, message }: GlobalEdge): ProtocolStatement {
  return { kind: "message", from: named(sender), to: [named(receiver)], label: named(message.label), payload: payloadOf(message), span: nowhere };
}

function payloadOf({ payload }: Message): readonly PayloadItem[] {
  return payload.map(({ name, sort }) => ({ ...(name === undefined ? {} : { name: named(name) }), sort: writtenSort(sort), span: nowhere }));
}

function writtenSort(sort: Sort): PayloadItem["sort"] {
  return sort.kind === "value" ? sort : { kind: "session", protocol: named(sort.protocol), role: named(sort.role) };
}

function named(text: string): Name {
  return { text, span: nowhere };
}
