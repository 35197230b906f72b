/** The solver over an engine: every query in a fresh context, dialogues in contexts of their own. */
import { createHash } from "node:crypto";
import type { Check } from "./converse.ts";
import { converse, isTrusted } from "./converse.ts";
import { dialogueOf } from "./dialogue.ts";
import type { Context, Engine, Reply } from "./engine.ts";
import { readDefinitions } from "./read-definitions.ts";
import { scriptOf } from "./script.ts";
import type { Answer, Effort, Keep, Pending, Query, Solver } from "./solver.ts";

/** Nothing is started before the first query. */
export function solverOver(engine: Engine, keep?: Keep): Solver {
  const context = engine.open();
  const keepText = (name: string, text: string): void => keep?.(name, createHash("sha256").update(text).digest("hex"), text);
  const helpers = new Set<Helper>();
  const idle: Helper[] = [];
  /** For questions to the core, each of which is taken back: where nothing else is remembered it need not begin anew. */
  const core = dialogueOf(engine, undefined, undefined);
  const checkOf = (query: Query, effort: Effort): Check => {
    const { text, names } = scriptOf(query);
    keepText(query.name, text);
    const definitions = query.predicates === undefined ? {} : { definitions: (reply: Parameters<typeof readDefinitions>[1]) => readDefinitions(query, reply) };
    return { text: `${engine.bounds(effort)}${text}`, values: query.values ?? [], ...(names === undefined ? {} : { names }), ...definitions };
  };
  return {
    get name() {
      return engine.name;
    },
    ask: (query, effort) => {
      if (mayBeTakenBack(query)) {
        if (keep !== undefined) keepText(query.name, scriptOf(query).text);
        core.push();
        try {
          for (const { term } of query.assertions) core.assert(term);
          return core.check([], query.values ?? [], effort);
        } finally {
          core.pop();
        }
      }
      const check = checkOf(query, effort);
      context.forget();
      context.begin(effort);
      return answerIn(context, check, effort, (words) => context.say(words, effort));
    },
    begin: (query, effort) => {
      const check = checkOf(query, effort);
      const helper = idle.pop() ?? helperOver(engine.another());
      helpers.add(helper);
      const { context: aside } = helper;
      aside.forget();
      aside.begin(effort);
      aside.tell(check.text, effort);
      return pendingOf(helper, check, effort, () => idle.push(helper));
    },
    open: (logic, name = "dialogue") => {
      let checks = 0;
      const keepCheck = (text: string): void => {
        checks += 1;
        keepText(`${name}-${String(checks)}`, text);
      };
      return dialogueOf(engine, logic, keep === undefined ? undefined : keepCheck);
    },
    close: () => {
      for (const helper of helpers) helper.engine.close();
      engine.close();
    },
  };
}

/** Whether the query says nothing but what may be taken back. */
function mayBeTakenBack({ isDirect, logic, options, predicates, assertions }: Query): boolean {
  return isDirect === true && logic === undefined && options === undefined && predicates === undefined && assertions.every(({ name }) => name === undefined);
}

/** An engine for one query at a time that is asked aside. */
interface Helper {
  readonly engine: Engine;
  readonly context: Context;
}

function helperOver(engine: Engine): Helper {
  return { engine, context: engine.open() };
}

function answerIn(context: Context, check: Check, effort: Effort, say: (words: string) => Reply): Answer {
  const answer = converse(check, effort, say);
  if (!isTrusted(answer)) context.abandon();
  return answer;
}

/** The query that the helper was told; `free` when it can be asked again. */
function pendingOf({ context }: Helper, check: Check, effort: Effort, free: () => void): Pending {
  let isOver = false;
  const over = (): void => {
    isOver = true;
    free();
  };
  return {
    isAnswered: () => isOver || context.hasReplied(),
    answer: () => {
      let isFirst = true;
      const answer = answerIn(context, check, effort, (words) => {
        if (!isFirst) return context.say(words, effort);
        isFirst = false;
        return context.hear(effort);
      });
      over();
      return answer;
    },
    cancel: () => {
      if (isOver) return;
      // A reply that nobody has read would be taken for that to the next query.
      context.abandon();
      over();
    },
  };
}
