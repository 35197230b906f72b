/** Clauses of fault models, as the replay machine reads and reports name them. */
import type { FaultClause, RuntimeFault } from "../../calculus/core/index.ts";

/** A clause about what every network knows, or about the machine alone. */
export type Clause = FaultClause | RuntimeFault;

/** `crash Hotel`, `lose A -> B : l`. */
export function clauseText(clause: Clause): string {
  if (clause.kind === "crash") return `crash ${clause.roles.join(", ")}${clause.restarts ? "" : " permanently"}`;
  if (clause.kind === "exception") return `exception ${clause.roles.join(", ")}`;
  if (clause.kind === "restart-broker") return "restart broker";
  if (clause.kind === "partition") return `partition ${clause.to} from ${clause.from}`;
  const between = clause.from === undefined ? "" : ` ${clause.from} -> ${clause.to ?? ""}${clause.label === undefined ? "" : ` : ${clause.label}`}`;
  return `${clause.kind}${between}`;
}
