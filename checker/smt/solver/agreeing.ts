/** Several solvers that are asked the same: what one of them knows is the answer, unless another one knows the contrary. */
import type { Answer, Dialogue, Solver } from "./solver.ts";

/**
 * Asks all of them, one after the other. `sat` and `unsat` together are a `disagreement`; values, definitions and cores are those of the first solver that
 * knows. Unknown only if it is to all. @throws Error without solvers
 */
export function agreeing(solvers: readonly Solver[]): Solver {
  if (solvers.length === 0) throw new Error("no solvers to agree");
  const names = (): readonly string[] => solvers.map(({ name }) => name);
  return {
    get name() {
      return names().join(", ");
    },
    ask: (query, effort) =>
      together(
        solvers.map((solver) => solver.ask(query, effort)),
        names,
      ),
    begin: (query, effort) => {
      const pending = solvers.map((solver) => solver.begin(query, effort));
      return {
        isAnswered: () => pending.every((one) => one.isAnswered()),
        answer: () =>
          together(
            pending.map((one) => one.answer()),
            names,
          ),
        cancel: () => pending.forEach((one) => one.cancel()),
      };
    },
    open: (logic, name) => {
      const dialogues = solvers.map((solver) => solver.open(logic, name));
      const each = (act: (dialogue: Dialogue) => void): void => dialogues.forEach(act);
      return {
        assert: (term) => each((one) => one.assert(term)),
        push: () => each((one) => one.push()),
        pop: () => each((one) => one.pop()),
        check: (assumptions, values, effort) =>
          together(
            dialogues.map((one) => one.check(assumptions, values, effort)),
            names,
          ),
        close: () => each((one) => one.close()),
      };
    },
    close: () => solvers.forEach((solver) => solver.close()),
  };
}

function together(answers: readonly Answer[], names: () => readonly string[]): Answer {
  const first = (kind: Answer["kind"]): Answer | undefined => answers.find((answer) => answer.kind === kind);
  const [sat, unsat] = [first("sat"), first("unsat")];
  if (sat !== undefined && unsat !== undefined) {
    const detail = names().map((name, index) => `${name}: ${answers[index]?.kind ?? "unknown"}`);
    return { kind: "disagreement", detail: detail.join("; ") };
  }
  return first("disagreement") ?? sat ?? unsat ?? first("unknown") ?? { kind: "unknown", reason: "missing", detail: "no solver" };
}
