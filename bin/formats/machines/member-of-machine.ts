/**
 * A machine as the local type of a member of a context: states become sequences, choices and recursions. Near the initial state every branch holds what
 * follows it, as one would write it; deeper, one branch falls through to what follows and the others stay small, so that blocks nest logarithmically deep
 * (heavy paths; Sleator and Tarjan, JCSS 1983) and automata of any length can be written.
 */
import { present } from "../../../calculus/present.ts";
import type { Span } from "../../../calculus/diagnostics/index.ts";
import type { ContextMember, LocalBlock, LocalStatement } from "../../../calculus/syntax/index.ts";
import { edgesBySource } from "./machine.ts";
import type { Machine, MachineEdge } from "./machine.ts";

/** Down to this many blocks, every branch holds what follows it. */
const writtenInFull = 12;

/** States that are reached, by number: 0 is initial. All states without edges are one. */
interface Numbered {
  readonly names: readonly string[];
  readonly edges: readonly (readonly { readonly edge: MachineEdge; readonly target: number }[])[];
}

/** The first edges to states in breadth-first order, as a tree. */
interface Spanning {
  /** Of a state: the edge that leads to it first, by its source and position; undefined for the initial one. */
  readonly discovery: readonly (readonly [source: number, position: number] | undefined)[];
  /** States that another edge leads to as well, or that are initial and lead back. */
  readonly isNamed: readonly boolean[];
  /** Of a state: the child that falls through. */
  readonly heir: readonly (number | undefined)[];
}

/** The member whose automaton the machine is, up to states that no run reaches. Linear in the machine, but for the numbering of names. */
export function memberOfMachine(machine: Machine): ContextMember {
  const { role, span } = machine;
  const table = numbered(machine);
  return { role, body: { statements: statementsOf(table, spanningTree(table), span), span }, span };
}

function numbered({ initial, edges }: Machine): Numbered {
  const outgoing = edgesBySource(edges);
  const numbers = new Map<string, number>([[initial.text, 0]]);
  const names = [initial.text];
  let end: number | undefined;
  const numberOf = (name: string): number => {
    const isEnd = !outgoing.has(name);
    const known = numbers.get(name) ?? (isEnd ? end : undefined);
    if (known !== undefined) return known;
    if (isEnd) end = names.length;
    numbers.set(name, names.length);
    return names.push(name) - 1;
  };
  if (!outgoing.has(initial.text)) end = 0;
  const table: { edge: MachineEdge; target: number }[][] = [];
  for (let state = 0; state < names.length; state++) {
    table.push((outgoing.get(present(names[state])) ?? []).map((edge) => ({ edge, target: numberOf(edge.target.text) })));
  }
  return { names, edges: table };
}

function spanningTree({ edges }: Numbered): Spanning {
  const discovery: ([number, number] | undefined)[] = edges.map(() => undefined);
  const isNamed = edges.map(() => false);
  const order = [0];
  for (const state of order) {
    for (const [position, { target }] of present(edges[state]).entries()) {
      if (target === 0 || discovery[target] !== undefined) isNamed[target] = true;
      else {
        discovery[target] = [state, position];
        order.push(target);
      }
    }
  }
  const sizes = edges.map(() => 1);
  const heir: (number | undefined)[] = edges.map(() => undefined);
  for (const state of order.toReversed()) {
    const parent = discovery[state]?.[0];
    if (parent === undefined) continue;
    sizes[parent] = present(sizes[parent]) + present(sizes[state]);
    const rival = heir[parent];
    if (rival === undefined || present(sizes[rival]) < present(sizes[state])) heir[parent] = state;
  }
  // The end has to stand where nothing follows: behind the states on the way to it.
  const end = edges.findIndex((own) => own.length === 0);
  for (let state = end; state > 0;) {
    const parent = present(discovery[state])[0];
    heir[parent] = state;
    state = parent;
  }
  return { discovery, isNamed, heir };
}

function statementsOf(machine: Numbered, tree: Spanning, span: Span): readonly LocalStatement[] {
  const first = written(machine, tree, span, false);
  return first.endIsNamed ? written(machine, tree, span, true).statements : first.statements;
}

/** `nameEnd`: whether the end gets a name; `endIsNamed`: whether a place needs it. */
function written(
  machine: Numbered,
  tree: Spanning,
  span: Span,
  nameEnd: boolean,
): { readonly statements: readonly LocalStatement[]; readonly endIsNamed: boolean } {
  const { names, edges } = machine;
  const { discovery, isNamed, heir } = tree;
  let endIsNamed = false;

  const jump = (target: number, edge: MachineEdge): LocalStatement => {
    const at = edge.target.span;
    return { kind: "continue", variable: { text: present(names[target]), span: at }, span: at };
  };

  /** What follows an edge that does not fall through; `isLast`: nothing stands behind this place. */
  function after(source: number, position: number, depth: number, isLast: boolean): readonly LocalStatement[] {
    const { edge, target } = present(present(edges[source])[position]);
    const found = discovery[target];
    if (found !== undefined && found[0] === source && found[1] === position) return sequence(target, depth, isLast);
    if (present(edges[target]).length > 0) return [jump(target, edge)];
    if (isLast) return [];
    endIsNamed = true;
    return [jump(target, edge)];
  }

  /** The edges of a state; `falling` is the state that follows. */
  function choice(state: number, depth: number, isLast: boolean, falling: number | undefined): readonly LocalStatement[] {
    const choices = present(edges[state]);
    const inside = choices.length > 1 ? depth + 1 : depth;
    const branches = choices.map(({ edge, target }, position): readonly LocalStatement[] => {
      const { kind, peer, label, payload, span: at } = edge;
      const action: LocalStatement = { kind, peer, label, payload, span: at };
      const falls = target === falling && discovery[target]?.[1] === position;
      return falls ? [action] : [action, ...after(state, position, inside, isLast && falling === undefined)];
    });
    const [only, another] = branches;
    if (only === undefined || another === undefined) return only ?? [];
    const blocks = branches.map((statements): LocalBlock => ({ statements, span: spanOf(statements, span) }));
    return [{ kind: "choice", branches: blocks, span: spanOf(blocks, span) }];
  }

  /** The statements from a state on. Recursive along nested blocks only. */
  function sequence(first: number, depth: number, isLast: boolean): readonly LocalStatement[] {
    const statements: LocalStatement[] = [];
    for (let state: number | undefined = first; state !== undefined;) {
      const choices: number = present(edges[state]).length;
      const named: boolean = choices === 0 ? nameEnd : present(isNamed[state]);
      // In full, a recursion and a choice hold all that follows; a single action is followed by the rest in any case.
      const falling: number | undefined = depth < writtenInFull && isLast && (named || choices > 1) ? undefined : heir[state];
      const own = choice(state, named ? depth + 1 : depth, isLast, falling);
      const at = spanOf(own, span);
      if (named) statements.push({ kind: "rec", variable: { text: present(names[state]), span: at }, body: { statements: own, span: at }, span: at });
      else for (const statement of own) statements.push(statement);
      state = falling;
    }
    return statements;
  }

  const statements = sequence(0, 0, true);
  return { statements, endIsNamed };
}

function spanOf(parts: readonly { readonly span: Span }[], otherwise: Span): Span {
  const [first] = parts;
  return first === undefined ? otherwise : { ...first.span, end: Math.max(first.span.end, parts.at(-1)?.span.end ?? 0) };
}
