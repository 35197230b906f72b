/** Head-first exploration says nothing about states of several roles at once. */
import { analyseText } from "../../calculus/loading/index.ts";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import type { Formula } from "../../calculus/syntax/index.ts";
import { headFirstDecides, headFirstSpace, networkSpace, recordingChooser, type StateSpace } from "../../checker/index.ts";
import { binary, integer, name, variable } from "../generators/syntax.ts";
import { realImplementation } from "../implementation.ts";
import type { Conjecture } from "./conjecture.ts";

const text = `
role A { x: int = 0; }
role B { y: int = 0; }
choreography main(A, B) { A.x := 1; B.y := 1; }
`;

const isZero = (role: string, field: string): Formula => ({
  kind: "expression",
  expression: binary("==", { kind: "field", of: variable(role), name: name(field), span: nowhere }, integer(0)),
  span: nowhere,
});

/** Is there a state in which B has moved and A has not? */
function reaches<State>(space: StateSpace<State>): boolean {
  const seen = new Set<string>();
  const open = [...space.initial()];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    if (seen.has(space.key(state))) continue;
    seen.add(space.key(state));
    const { store } = space.scene(state).world;
    const value = (role: string): unknown => store.get(role)?.fields[0]?.[1];
    if (value("A") === 0n && value("B") === 1n) return true;
    open.push(...space.moves(state).map((move) => move.target));
  }
  return false;
}

export const headFirstCrossRole: Conjecture = {
  name: "Head-first decides every invariant",
  statement: "A formula over the states of several roles that holds in every head-first state holds in every state of the network.",
  refutation:
    "`A.x := 1; B.y := 1;` with `always A.x != 0 or B.y == 0`: head first A moves before B, in the network B may be first. Such formulas go to the network.",
  isRefuted: () => {
    const { model } = analyseText(text);
    const systems = model && realImplementation.systems(model);
    if (model === undefined || systems === undefined) return false;
    const formula: Formula = { kind: "implies", left: isZero("A", "x"), right: isZero("B", "y"), span: nowhere };
    const asked = headFirstDecides({ kind: "property", name: "P", property: { kind: "always", formula, span: nowhere } }, model);
    return !asked && !reaches(headFirstSpace(systems.choreography, model, recordingChooser())) && reaches(networkSpace(systems.network, recordingChooser()));
  },
};
