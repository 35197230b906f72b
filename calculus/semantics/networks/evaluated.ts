/** What rules of networks conclude from the values of their expressions. */
import type { Action } from "../../core/index.ts";
import type { Valuation } from "../valuation.ts";
import type { NetworkConclusion, NetworkPremises } from "./rule.ts";

type Values = Extract<Valuation["result"], { kind: "values" }>["values"];

/** One conclusion for each way in which the expressions have values. */
export function evaluated<K extends Action["kind"]>(
  premises: NetworkPremises<K>,
  conclude: (values: Values, valuation: Valuation) => NetworkConclusion | undefined,
): readonly NetworkConclusion[] {
  return premises.valuations().flatMap((valuation) => {
    if (valuation.result.kind === "failure") return [];
    const conclusion = conclude(valuation.result.values, valuation);
    return conclusion === undefined ? [] : [conclusion];
  });
}
