/** Which pairs of labels exclude each other whoever their subjects are: those that answer the same application of a function without body differently. */
import type { Label, OracleAnswer } from "../../calculus/semantics/index.ts";
import { valueKey } from "../../calculus/values/index.ts";

/** Do the labels answer the same application differently? */
export function contradict(one: Label, other: Label): boolean {
  const mine = answersOf(one);
  return answersOf(other).some((answer) =>
    mine.some((known) => applicationKey(known) === applicationKey(answer) && valueKey(known.result) !== valueKey(answer.result)),
  );
}

function answersOf(label: Label): readonly OracleAnswer[] {
  return "oracles" in label ? label.oracles : [];
}

function applicationKey(answer: OracleAnswer): string {
  return `${answer.name}(${answer.arguments.map(valueKey).join()})`;
}
