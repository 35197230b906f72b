/**
 * What a property needs to say anything: that the left side of its implications is true somewhere, that the places and events that it puts together occur. A
 * property that holds because they never are is vacuous (Beer, Ben-David, Eisner, Rodeh, Efficient detection of vacuity in temporal model checking, 2001).
 */
import type { Model } from "../calculus/core/index.ts";
import type { Formula } from "../calculus/syntax/index.ts";
import type { Conclusion } from "./conclude.ts";
import type { Question } from "./items.ts";
import { textOf } from "./property/failing-conjunct.ts";
import type { Verdict } from "./verdict.ts";

/** Formulas of which all, or at least one, have to be true at some moment, each with the question that is violated where it is. */
export interface Premises {
  readonly needs: "all" | "some";
  readonly parts: readonly { readonly formula: Formula; readonly question: Question }[];
}

const none: Premises = { needs: "all", parts: [] };

/**
 * The premises of a property: of `always`, where every conjunct is an implication, their left sides, one of which is enough; of `never`, where it puts several
 * things together, the events and positions among them. None of other questions.
 */
export function premisesOf(question: Question): Premises {
  if (question.kind === "built-in") return none;
  const { kind, formula, span } = question.property;
  const conjuncts = conjunctsOf(formula);
  const asked = (part: Formula): Premises["parts"][number] => ({
    formula: part,
    question: { kind: "property", name: question.name, property: { kind: "never", formula: part, span } },
  });
  if (kind === "always") {
    const implications = conjuncts.flatMap((part) => (part.kind === "implies" ? [part.left] : []));
    return implications.length === conjuncts.length ? { needs: "some", parts: implications.map(asked) } : none;
  }
  if (kind === "never" && conjuncts.length > 1) {
    const happenings = conjuncts.filter((part) => part.kind === "sent" || part.kind === "received" || part.kind === "at-label");
    return { needs: "all", parts: happenings.map(asked) };
  }
  return none;
}

function conjunctsOf(formula: Formula): readonly Formula[] {
  return formula.kind === "and" ? [...conjunctsOf(formula.left), ...conjunctsOf(formula.right)] : [formula];
}

/** The verdict, `vacuous` where it is `proved` and the premises are not met; what of them is never true stands in the evidence otherwise. */
export function withVacuity(verdict: Verdict, { needs, parts }: Premises, conclusions: ReadonlyMap<Question, Conclusion>, model: Model): Verdict {
  if (verdict.verdict !== "proved") return verdict;
  const absent = parts.filter(({ question }) => conclusions.get(question)?.outcome === "proved");
  if (absent.length === 0) return verdict;
  const texts = absent.map(({ formula }) => `\`${textOf(formula, model)}\``);
  const reason = `${texts.join(", ")} ${texts.length === 1 ? "is" : "are"} never true`;
  if (needs === "all" || absent.length === parts.length) return { ...verdict, verdict: "vacuous", reason };
  return { ...verdict, evidence: [...verdict.evidence, reason] };
}
