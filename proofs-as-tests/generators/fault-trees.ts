/** Random syntax trees of fault models, and the words of networks, without regard to scopes. */
import { nowhere } from "../../calculus/diagnostics/index.ts";
import type { Declaration, FaultClauseSyntax, Name } from "../../calculus/syntax/index.ts";
import type { Chance } from "./chance.ts";
import { name } from "./syntax.ts";
import { comments, list, low, role } from "./tree-parts.ts";

/** Words of fault models that are names in other places. */
const contextual = ["crash", "lose", "duplicate", "reorder", "permanently", "at", "most", "faults", "under", "on"];

function anyRole(chance: Chance): Name {
  return name(chance.percent(25) ? chance.pick(contextual) : role(chance));
}

/** faults F { crash A, B permanently at most 2; lose A -> B : l; … } */
export function faultModel(chance: Chance): Extract<Declaration, { kind: "faults" }> {
  return {
    kind: "faults",
    name: name(chance.pick(["F", "Noise", "crash", "hasOwnProperty"])),
    clauses: list(chance, 0, 4, () => clause(chance)),
    span: nowhere,
  };
}

function clause(chance: Chance): FaultClauseSyntax {
  const common = { span: nowhere, ...comments(chance), ...(chance.percent(60) ? { atMost: chance.between(0, 12) } : {}) };
  if (chance.percent(45)) return { ...common, kind: "crash", roles: list(chance, 1, 3, () => anyRole(chance)), permanently: chance.percent(40) };
  const label = (): { readonly label?: Name } => (chance.percent(50) ? { label: name(chance.pick(["_", "at", low(chance)])) } : {});
  const between = chance.percent(60) ? { between: { from: anyRole(chance), to: anyRole(chance), ...label() } } : {};
  return { ...common, kind: chance.pick(["lose", "duplicate", "reorder"]), ...between };
}

/** What may stand behind `on`: `mailbox bounded(2) lossy`. */
export function networkWords(chance: Chance): string {
  const order = chance.pick(["fifo", "mailbox", "bag", "synchronous"]);
  return [order, ...["bounded(2)", "lossy", "duplicating"].filter(() => chance.percent(25))].join(" ");
}
