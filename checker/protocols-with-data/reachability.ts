/** Whether the goal of a system is reached: control alone, then Horn clauses for a no, then the shortest run for a yes. */
import type { Asking } from "./ask.ts";
import { shortestWay, type Taken } from "./bounded.ts";
import { hornAnswer } from "./horn.ts";
import { pruned, type System } from "./system.ts";

export type Reached<Told> =
  | { readonly kind: "no"; readonly technique: Technique }
  | { readonly kind: "yes"; readonly way: readonly Taken<Told>[] }
  | { readonly kind: "unknown"; readonly reason: string };

/** From nothing to the most. */
export const techniques = ["control alone", "symbolic execution", "Horn clauses"] as const;
export type Technique = (typeof techniques)[number];

/** Decides, or says how far it came; `proofOnly`: only a no counts, and the run of a yes is not looked for. The cost is the solver's. */
export function reached<Told>(whole: System<Told>, asking: Asking, proofOnly = false): Reached<Told> {
  const system = pruned(whole);
  if (!system.moves.some(({ to }) => to === "goal")) return { kind: "no", technique: "control alone" };
  const proof = hasCycle(system) ? hornAnswer(system, asking) : undefined;
  if (proof?.kind === "sat") return { kind: "no", technique: "Horn clauses" };
  if (proofOnly && proof !== undefined) return { kind: "unknown", reason: "no invariants are found" };
  const found = shortestWay(system, asking, proofOnly);
  if (found.kind === "found") return { kind: "yes", way: found.way };
  if (found.kind === "none" && found.all) return { kind: "no", technique: "symbolic execution" };
  const why =
    proof?.kind === "unknown"
      ? `; Horn clauses: ${proof.detail === "" ? proof.reason : proof.detail}`
      : proof?.kind === "unsat"
        ? "; Horn clauses say that there is a longer one"
        : "";
  if (found.kind === "none")
    return { kind: "unknown", reason: `no run of at most ${String(found.moves)} steps shows it, and nothing is known of longer ones${why}` };
  return { kind: "unknown", reason: `${found.reason}${why}` };
}

function hasCycle<Told>({ moves }: System<Told>): boolean {
  const next = new Map<number, Set<number>>();
  const incoming = new Map<number, number>();
  for (const { from, to } of moves) {
    if (to === "goal") continue;
    const known = next.get(from) ?? new Set<number>();
    next.set(from, known);
    if (!known.has(to)) incoming.set(to, (incoming.get(to) ?? 0) + 1);
    known.add(to);
  }
  const places = new Set([...next.keys(), ...incoming.keys()]);
  const free = [...places].filter((place) => (incoming.get(place) ?? 0) === 0);
  let left = places.size;
  for (let place = free.pop(); place !== undefined; place = free.pop()) {
    left -= 1;
    for (const other of next.get(place) ?? []) {
      const count = (incoming.get(other) ?? 0) - 1;
      incoming.set(other, count);
      if (count === 0) free.push(other);
    }
  }
  return left > 0;
}
