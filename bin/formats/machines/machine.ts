/** A written machine: states by name, and edges between them, as the formats of automata have them. What is wrong with one is said with its place. */
import type { Span } from "../../../calculus/diagnostics/index.ts";
import type { Name, PayloadItem } from "../../../calculus/syntax/index.ts";
import type { TokenCursor } from "../token-cursor.ts";

export interface MachineEdge {
  readonly source: Name;
  readonly kind: "send" | "receive";
  readonly peer: Name;
  readonly label: Name;
  readonly payload: readonly PayloadItem[];
  readonly target: Name;
  readonly span: Span;
}

/** A state without edges is an end; names of states are those of the edges and of the initial state. */
export interface Machine {
  readonly role: Name;
  readonly initial: Name;
  readonly edges: readonly MachineEdge[];
  readonly span: Span;
}

/** The edges of each state that has some, in their order. */
export function edgesBySource(edges: readonly MachineEdge[]): ReadonlyMap<string, readonly MachineEdge[]> {
  const outgoing = new Map<string, MachineEdge[]>();
  for (const edge of edges) {
    const own = outgoing.get(edge.source.text);
    if (own === undefined) outgoing.set(edge.source.text, [edge]);
    else own.push(edge);
  }
  return outgoing;
}

/** The initial state of a machine whose text marks `marked` as initial; reports and leaves if that is none, or not one. `where` is shown for a missing one. */
export function initialState(marked: readonly Name[], role: Name, where: Span, cursor: TokenCursor): Name | undefined {
  const [first, ...others] = marked;
  if (first === undefined) cursor.report("missing-initial-state", where, `the machine of ${role.text} has no initial state`);
  for (const other of others) {
    cursor.report("several-initial-states", other.span, `the machine of ${role.text} has another initial state already`, {
      labels: first === undefined ? [] : [{ span: first.span, message: "the other" }],
    });
  }
  return others.length > 0 ? undefined : first;
}

/** Warns of edges that no run of the machine reaches, because nothing that is read is left out in silence. Linear in the edges. */
export function warnOfUnreachable({ role, initial, edges }: Machine, cursor: TokenCursor): void {
  const outgoing = edgesBySource(edges);
  const reached = new Set([initial.text]);
  for (const state of reached) for (const { target } of outgoing.get(state) ?? []) reached.add(target.text);
  const said = new Set<string>();
  for (const { source, span } of edges) {
    if (reached.has(source.text) || said.has(source.text)) continue;
    said.add(source.text);
    cursor.warn("unreachable-state", span, `the machine of ${role.text} never comes to the state \`${source.text}\``, ["what it does there is left out"]);
  }
}
