/** The solver over an engine: every query in a fresh context, dialogues in contexts of their own. */
import { createHash } from "node:crypto";
import { converse, isTrusted } from "./converse.ts";
import { dialogueOf } from "./dialogue.ts";
import type { Engine } from "./engine.ts";
import { readDefinitions } from "./read-definitions.ts";
import { scriptOf } from "./script.ts";
import type { Keep, Solver } from "./solver.ts";

/** Nothing is started before the first query. */
export function solverOver(engine: Engine, keep?: Keep): Solver {
  const context = engine.open();
  const keepText = (name: string, text: string): void => keep?.(name, createHash("sha256").update(text).digest("hex"), text);
  return {
    get name() {
      return engine.name;
    },
    ask: (query, effort) => {
      const { text, names } = scriptOf(query);
      keepText(query.name, text);
      context.forget();
      context.begin(effort);
      const definitions =
        query.predicates === undefined ? {} : { definitions: (reply: Parameters<typeof readDefinitions>[1]) => readDefinitions(query, reply) };
      const check = { text: `${engine.bounds(effort)}${text}`, values: query.values ?? [], ...(names === undefined ? {} : { names }), ...definitions };
      const answer = converse(check, effort, (words) => context.say(words, effort));
      if (!isTrusted(answer)) context.abandon();
      return answer;
    },
    open: (logic, name = "dialogue") => {
      let checks = 0;
      const keepCheck = (text: string): void => {
        checks += 1;
        keepText(`${name}-${String(checks)}`, text);
      };
      return dialogueOf(engine, logic, keep === undefined ? undefined : keepCheck);
    },
    close: engine.close,
  };
}
