/** A dialogue over a context: what is asserted is kept here too, level by level, so that it is said again where the solver has lost it. */
import { printTerm } from "../terms/index.ts";
import type { Term } from "../terms/index.ts";
import { converse, isTrusted } from "./converse.ts";
import { newDeclarations } from "./declarations.ts";
import type { Context, Engine } from "./engine.ts";
import { assertion, preamble } from "./script.ts";
import type { Answer, Dialogue, Effort } from "./solver.ts";

/** Takes the text of a check: a script of its own. */
export type KeepCheck = (text: string) => void;

/** A dialogue in a new context of the engine. `keep` is given every check as a script of its own; its text is made only then. */
export function dialogueOf(engine: Engine, logic: string | undefined, keep: KeepCheck | undefined): Dialogue {
  const context: Context = engine.open();
  const declarations = newDeclarations();
  /** What stands at each level. */
  const levels: string[][] = [[...preamble(logic, false)]];
  /** What the solver has not been told. */
  let untold: string[] = [];

  const add = (lines: readonly string[]): void => {
    for (const line of lines) {
      levels.at(-1)?.push(line);
      untold.push(line);
    }
  };
  const push = (): void => {
    declarations.push();
    levels.push([]);
    untold.push("(push 1)");
  };
  const pop = (): void => {
    declarations.pop();
    levels.pop();
    untold.push("(pop 1)");
  };
  const everything = (): readonly string[] => levels.flatMap((level, index) => (index === 0 ? level : ["(push 1)", ...level]));

  const check = (values: readonly Term[], effort: Effort): Answer => {
    add(declarations.declare(values));
    keep?.(`${[...levels.flat(), "(check-sat)"].join("\n")}\n`);
    const isNew = context.begin(effort);
    const lines = isNew ? everything() : untold;
    untold = [];
    const text = `${engine.bounds(effort)}${lines.join("\n")}\n(check-sat)\n`;
    const answer = converse({ text, values }, effort, (words) => context.say(words, effort));
    if (!isTrusted(answer)) context.abandon();
    return answer;
  };

  return {
    assert: (term) => add([...declarations.declare([term]), assertion(term)]),
    push,
    pop,
    check: (assumptions, values, effort) => {
      if (assumptions.length === 0) return check(values, effort);
      push();
      try {
        for (const term of assumptions) add([...declarations.declare([term]), `(assert ${printTerm(term)})`]);
        return check(values, effort);
      } finally {
        pop();
      }
    },
    close: context.close,
  };
}
