/**
 * Whether messages between others come to an end: in every circle of them a difference of registers gets smaller, and not below a bound (a linear ranking function:
 * Podelski and Rybalchenko, VMCAI 2004), found by trying.
 */
import { present } from "../../calculus/present.ts";
import type { Role } from "../../calculus/core/index.ts";
import type { DataTerm } from "../../calculus/syntax/index.ts";
import { intSort, newTerms } from "../smt/terms/index.ts";
import type { Term, Terms } from "../smt/terms/index.ts";
import type { Asking } from "./ask.ts";
import { termsOf } from "./conditions.ts";
import { chosenBy, relationOf, type Placed } from "./relation.ts";
import type { SlicedProtocol, SlicedTransition } from "./sliced.ts";

/** Whether every run of messages without the role is finite; false where that is not found. A few questions for each transition and candidate. */
export function othersComeToAnEnd(protocol: SlicedProtocol, role: Role, asking: Asking): boolean {
  const silent = protocol.transitions.filter(({ sender, receiver }) => sender !== role && receiver !== role);
  const bound =
    -2n - protocol.transitions.flatMap(({ conjuncts }) => conjuncts.flatMap(termsOf).map(greatest)).reduce((one, other) => (one > other ? one : other), 0n);
  return circles(silent).every((circle) => {
    const states = new Set(circle.map(({ source }) => source));
    const registers = present(protocol.states[present(circle[0]).source]).registers.filter((register) =>
      [...states].every((state) => present(protocol.states[state]).registers.includes(register)),
    );
    const candidates = registers.flatMap((plus) => [[plus], [undefined, plus], ...registers.filter((minus) => minus !== plus).map((minus) => [plus, minus])]);
    return candidates.some(([plus, minus]) => {
      const falls = circle.map((transition) => change(protocol, transition, plus, minus, bound, asking));
      if (falls.includes("rises")) return false;
      return circles(circle.filter((_, index) => falls[index] === "stays")).length === 0;
    });
  });
}

/** What the transition does to plus − minus. */
function change(
  protocol: SlicedProtocol,
  transition: SlicedTransition,
  plus: string | undefined,
  minus: string | undefined,
  bound: bigint,
  { solver, effort }: Asking,
): "falls" | "stays" | "rises" {
  const terms = newTerms();
  const [source, target] = [present(protocol.states[transition.source]).registers, present(protocol.states[transition.target]).registers];
  const symbols = (names: readonly string[], prefix: string): readonly Term[] => names.map((name) => terms.symbol(`${prefix} ${name}`, intSort));
  const [before, after] = [symbols(source, "before"), symbols(target, "after")];
  const placed: Placed = { transition, before: 0, after: 0, chosen: 0 };
  const chosen = symbols(
    Array.from({ length: chosenBy(protocol, placed) }, (_, index) => String(index)),
    "chosen",
  );
  const relation = relationOf(protocol, placed, { before, after, chosen, terms });
  const [rank, next] = [measured(before, source, plus, minus, terms), measured(after, target, plus, minus, terms)];
  const always = (conclusion: Term): boolean =>
    solver.ask({ name: `${protocol.name}-rank`, assertions: [{ term: terms.and(relation, terms.not(conclusion)) }] }, effort).kind === "unsat";
  if (always(terms.and(terms.less(next, rank), terms.atMost(terms.integer(bound), rank)))) return "falls";
  return always(terms.atMost(next, rank)) ? "stays" : "rises";
}

function measured(values: readonly Term[], registers: readonly string[], plus: string | undefined, minus: string | undefined, terms: Terms): Term {
  const of = (register: string | undefined): Term => (register === undefined ? terms.integer(0) : present(values[registers.indexOf(register)]));
  return terms.subtract(of(plus), of(minus));
}

function greatest(term: DataTerm): bigint {
  if (term.kind === "integer") return term.value < 0n ? -term.value : term.value;
  if (term.kind !== "arithmetic") return 0n;
  const [left, right] = [greatest(term.left), greatest(term.right)];
  return left > right ? left : right;
}

/** The transitions of each set of states that lead back to each other. Quadratic. */
function circles(transitions: readonly SlicedTransition[]): readonly (readonly SlicedTransition[])[] {
  const next = new Map<number, number[]>();
  for (const { source, target } of transitions) next.set(source, [...(next.get(source) ?? []), target]);
  const reach = new Map(
    [...next.keys()].map((state): [number, ReadonlySet<number>] => {
      const seen = new Set(next.get(state));
      for (const one of seen) for (const other of next.get(one) ?? []) seen.add(other);
      return [state, seen];
    }),
  );
  const together = new Map<string, SlicedTransition[]>();
  for (const transition of transitions) {
    if (reach.get(transition.target)?.has(transition.source) !== true && transition.target !== transition.source) continue;
    const members = [...(reach.get(transition.source) ?? [])].filter((state) => reach.get(state)?.has(transition.source) === true).sort((a, b) => a - b);
    const key = members.join(" ");
    together.set(key, [...(together.get(key) ?? []), transition]);
  }
  return [...together.values()];
}
