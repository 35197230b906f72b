/**
 * The steps that faults add to those of the roles, always behind them: first what the network loses and keeps, then clause by clause of the fault model in
 * the order written. Within a clause, crashes follow the order of the network's roles, messages that of `affectedMessages`, receives that of the roles' steps.
 */
import type { FaultModel } from "../../core/index.ts";
import type { NetworkConfiguration, Step, World } from "../transition-system.ts";
import type { FaultPremises, FaultRules } from "./fault-rule.ts";

/** All faults of a network under a fault model. `premises.steps` are all steps of roles. */
export function faultSteps(premises: FaultPremises, faults: FaultModel | undefined, rules: FaultRules): readonly Step<NetworkConfiguration>[] {
  const { network, configuration } = premises;
  const found: Step<NetworkConfiguration>[] = [];
  if (network.lossy || network.duplicating) found.push(...rules["N-LOSE"].apply(premises), ...rules["N-KEEP"].apply(premises));
  const byClause = [rules["F-CRASH"], rules["F-CRASH-FOR-GOOD"], rules["F-LOSE"], rules["F-DUPLICATE"], rules["F-REORDER"]];
  for (const [index, clause] of (faults?.clauses ?? []).entries()) {
    const { atMost } = clause;
    if (atMost !== undefined && (configuration.world.spent?.[index] ?? 0) >= atMost) continue;
    const spend = (world: World): World => (atMost === undefined ? world : { ...world, spent: spentOnce(world, index) });
    for (const rule of byClause) if (rule.on === clause.kind) found.push(...rule.apply({ ...premises, clause, index, spend }));
  }
  return found;
}

function spentOnce({ spent = [] }: World, index: number): readonly number[] {
  return spent.with(index, (spent[index] ?? 0) + 1);
}
