/** What a role sees of a protocol with parallel blocks is what it does in it: the local automata of its view and of the whole protocol are the same. */
import { expect, test } from "vitest";
import { viewOf } from "../core/index.ts";
import type { GlobalType, Role } from "../core/index.ts";
import { analyseText } from "../loading/index.ts";
import { globalAutomaton } from "./global-automaton.ts";
import { numbered } from "./numbered-automaton.ts";
import { inductiveProjections, inductiveProjector } from "./project-inductive.ts";
import { subsetConstruction } from "./subset-construction.ts";
import { isSubtype } from "./subtyping.ts";
import { graphOfAutomaton } from "./type-graph.ts";
import type { TypeGraph } from "./type-graph.ts";

function localGraph(type: GlobalType, roles: readonly Role[], role: Role): TypeGraph {
  const built = subsetConstruction(numbered(globalAutomaton(type, roles)), role);
  if (built.kind === "capped") throw new Error("too large");
  return graphOfAutomaton(built.automaton);
}

/** A chance from 0 to `below` − 1, the same in every run. */
function chances(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

/** Parallel conversations of two pairs, inside and outside of loops and choices, before and behind messages between the pairs. */
function randomText(draw: (below: number) => number): string {
  let labels = 0;
  const message = (from: string, to: string): string => `${from} -> ${to} : l${String(labels++)};`;
  const talk = (a: string, b: string): string => {
    const name = `X${String(labels++)}`;
    switch (draw(4)) {
      case 0:
        return `rec ${name} { choice at ${a} { ${message(a, b)} continue ${name}; } or { ${message(a, b)} } }`;
      case 1:
        return `choice at ${a} { ${message(a, b)} } or { ${message(a, b)} ${message(b, a)} }`;
      default:
        return draw(3) === 0 ? `${message(a, b)} ${talk(b, a)}` : message(a, b);
    }
  };
  const together = (): string => `par { ${talk("A", "B")} } and { ${talk("C", "D")} }`;
  const body = (): string => {
    switch (draw(4)) {
      case 0:
        return `rec Y { choice at A { ${message("A", "B")} ${message("A", "C")} ${message("A", "D")} ${together()} continue Y; } or { ${message("A", "B")} ${message("A", "C")} ${message("A", "D")} } }`;
      case 1:
        return `choice at A { ${message("A", "C")} ${message("A", "D")} ${together()} } or { ${message("A", "C")} ${message("A", "D")} ${together()} }`;
      case 2:
        return `${together()} ${message("B", "C")} ${together()}`;
      default:
        return together();
    }
  };
  return `protocol P(A, B, C, D) { ${draw(2) === 0 ? message("A", "C") : ""} ${body()} ${draw(3) === 0 ? message("B", "D") : ""} }`;
}

test("a role's view of parallel blocks is what the role does in the whole", () => {
  const draw = chances(7);
  let [views, gained] = [0, 0];
  for (let run = 0; run < 300; run++) {
    const text = randomText(draw);
    const { model, diagnostics } = analyseText(text);
    const protocol = model?.protocols.get("P");
    if (protocol === undefined) throw new Error(`${text}: ${diagnostics[0]?.message ?? ""}`);
    const [inside, whole] = [inductiveProjections(protocol), inductiveProjector(protocol.type)];
    for (const role of protocol.roles) {
      const view = viewOf(protocol, role);
      if (view === protocol.type) continue;
      views++;
      const [seen, done] = [localGraph(view, protocol.roles, role), localGraph(protocol.type, protocol.roles, role)];
      expect([isSubtype(seen, done).kind, isSubtype(done, seen).kind], `${role} in ${text}`).toEqual(["holds", "holds"]);
      if (whole(role, "full").ok) expect(inside(role, "full").ok, `${role} in ${text}`).toBe(true);
      else if (inside(role, "full").ok) gained++;
    }
  }
  expect(views).toBeGreaterThan(500);
  expect(gained).toBeGreaterThan(50);
});
