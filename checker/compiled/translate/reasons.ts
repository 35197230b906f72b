/** Why generated code gives up, besides overflows of the layout (../layout/overflow.ts): numbers that are no overflow's. */
const first = 2 ** 30;

/** A choice over an infinite domain: the rules explore what they can. */
export const infiniteChoice: number = first;
/** A limit of the evaluator was met: what is not known is reported by the rules. */
export const evaluationLimit: number = first + 1;
/** More successors than there is room for. */
export const manySuccessors: number = first + 2;

/** The reason as a clause; undefined for overflows. */
export function reasonText(reason: number): string | undefined {
  switch (reason) {
    case infiniteChoice:
      return "a choice has infinitely many outcomes";
    case evaluationLimit:
      return "a limit of evaluation was met";
    case manySuccessors:
      return "a state has very many successors";
    default:
      return undefined;
  }
}
