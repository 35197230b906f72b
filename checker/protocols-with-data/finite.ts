/** Protocols whose data are finite, written out: a configuration is a state with the values of the registers that matter, a label is the value that is sent. */
import { present } from "../../calculus/present.ts";
import type { GlobalAutomaton, GlobalEdge } from "../../calculus/protocols/index.ts";
import type { DataCondition } from "../../calculus/syntax/index.ts";
import { registersOf } from "./conditions.ts";
import type { SlicedProtocol } from "./sliced.ts";
import { isSatisfiable, solutions, type Unknown } from "./solutions.ts";

/** How many configurations, and messages between them, are written out. */
const mostConfigurations = 20_000;
const mostMessages = 100_000;

export type WrittenOut =
  | { readonly kind: "finite"; readonly automaton: GlobalAutomaton }
  /** Data have no bounds, or none that can be seen, or there are too many values. */
  | { readonly kind: "open" }
  /** The registers have no value at first, or several. */
  | { readonly kind: "start"; readonly starts: "none" | "several" };

/** The protocol as an explicit automaton, configurations in the order in which they are found, breadth first. */
export function writtenOut({ roles, initial, start, states }: SlicedProtocol): WrittenOut {
  const nothing: ReadonlyMap<string, bigint> = new Map();
  const first = present(states[initial]);
  const spoken = first.registers.map((register): Unknown => ({ kind: "before", register }));
  const mattering = startThatMatters(start, first.registers);
  const begun = mattering === undefined ? undefined : solutions(mattering, { before: nothing, after: nothing }, spoken);
  if (begun === undefined) return { kind: "open" };
  const [only] = begun;
  if (only === undefined || begun.length > 1) return { kind: "start", starts: only === undefined ? "none" : "several" };
  const found: { readonly state: number; readonly registers: ReadonlyMap<string, bigint> }[] = [];
  const numbers = new Map<string, number>();
  const number = (state: number, values: ReadonlyMap<string, bigint>): number => {
    const registers = new Map(present(states[state]).registers.map((register) => [register, values.get(register) ?? 0n]));
    const key = `${String(state)} ${[...registers.values()].map(String).join(" ")}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, found.length);
    found.push({ state, registers });
    return found.length - 1;
  };
  number(initial, only.before);
  const written: { readonly isFinal: boolean; readonly edges: readonly GlobalEdge[] }[] = [];
  let messages = 0;
  for (let place = found[0]; place !== undefined; place = found[written.length]) {
    const { state, registers } = place;
    const { isFinal, transitions } = present(states[state]);
    const edges = new Map<string, GlobalEdge>();
    for (const { sender, receiver, conjuncts, passing, target, span } of transitions) {
      const unknowns: readonly Unknown[] = [
        { kind: "sent" },
        ...[...present(states[target]).registers, ...passing].map((register): Unknown => ({ kind: "after", register })),
      ];
      const ways = solutions(conjuncts, { before: registers, after: nothing }, unknowns);
      if (ways === undefined) return { kind: "open" };
      for (const { sent, after } of ways) {
        const edge: GlobalEdge = { sender, receiver, message: { label: String(sent ?? 0n), payload: [] }, target: number(target, after), span };
        edges.set(JSON.stringify([sender, receiver, edge.message.label, edge.target]), edge);
      }
      messages += ways.length;
      if (messages > mostMessages || found.length > mostConfigurations) return { kind: "open" };
    }
    written.push({ isFinal, edges: [...edges.values()] });
  }
  return { kind: "finite", automaton: { roles, initial: 0, states: written } };
}

/** The conjuncts about registers that matter, where the others can be satisfied by themselves; undefined where that is not seen. */
function startThatMatters(start: readonly DataCondition[], registers: readonly string[]): readonly DataCondition[] | undefined {
  const others = new Set(start.flatMap((conjunct) => [...registersOf(conjunct, "before")]).filter((register) => !registers.includes(register)));
  const kept = new Set(start);
  for (const register of others) {
    const about = start.filter((conjunct) => registersOf(conjunct, "before").has(register));
    if (!about.every((conjunct) => conjunct.kind === "comparison" && registersOf(conjunct, "before").size === 1)) return undefined;
    if (!isSatisfiable(about, { kind: "before", register })) return undefined;
    for (const conjunct of about) kept.delete(conjunct);
  }
  return [...kept];
}
