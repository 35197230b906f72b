/** `explore`: all that a system can do, as figures or as a graph (docs/cli.md, docs/schema/graph-1.json). */
import { bisimulations, minimise, observedOnly } from "../../checker/equivalence/index.ts";
import type { Bisimulation } from "../../checker/equivalence/index.ts";
import { present } from "../../calculus/present.ts";
import type { Command, Request } from "../command.ts";
import { chosenWord, observationOf } from "../compare-systems.ts";
import { exploredFacts, exploredSubject, graphLimits } from "../explored.ts";
import { loadModel } from "../files/load-model.ts";
import { notationOf } from "../notation-option.ts";
import { cleanLine } from "../report/clean-text.ts";
import { autLines, dotLines, factsText, graphJson } from "../report/graph.ts";
import type { DrawnReport, ExploreReport } from "../report/graph.ts";
import { subjectOf } from "../subject.ts";
import { UsageError } from "../usage-error.ts";

export const explore: Command = async (request, io) => {
  const { options, words } = request;
  const notation = notationOf(options, ["text", "json", "dot", "aut"]);
  const minimized: Bisimulation | undefined = options.minimize === undefined ? undefined : chosenWord("minimize", options.minimize, bisimulations);
  const observation = observationOf(request, minimized === undefined ? "all" : "events");
  const isAboutGraph = notation !== "text" || minimized !== undefined;
  refuseContradictions(request, isAboutGraph);
  const path = words[0] ?? "";
  const loaded = await loadModel(path, request, io);
  if (!loaded.ok) return loaded.exitCode;
  const found = subjectOf(loaded, options.subject, request, io);
  if (!found.ok) return found.exitCode;
  const say = (text: string): void => {
    io.stderr(`choreo-verify: ${cleanLine(text)}\n`);
  };
  const { model } = loaded;
  const told = isAboutGraph ? undefined : exploredFacts(found.subject, model, request, io);
  const explored = told === undefined ? exploredSubject(found.subject, model, request, io) : undefined;
  const { facts, missing, initialText, notCompiled } = present(told ?? explored);
  if (notCompiled !== undefined) say(`explored by the rules, not by generated code: ${notCompiled}`);
  if (told?.alone !== undefined) say(`one thread explored, though more were asked for: ${told.alone}`);
  const exitCode = missing.length > 0 ? 3 : 0;
  const report: ExploreReport = { path, title: found.subject.title, facts, missing, reductions: told?.reductions ?? [], initialText, exitCode };
  if (explored === undefined) {
    io.stdout(factsText(report));
    return exitCode;
  }
  if (minimized !== undefined && missing.length > 0) {
    say(`what was not explored cannot be made smaller: ${missing.join("; ")}`);
    return 3;
  }
  const { graph } = explored;
  const limits = graphLimits(request, io);
  const small = minimized === undefined ? undefined : minimise(graph, minimized, { observation, divergence: options.divergence, ...limits });
  if (small?.ok === false) {
    say(small.reason);
    return 3;
  }
  const drawn: DrawnReport = {
    ...report,
    observation,
    drawn: small?.graph ?? observedOnly(graph, observation),
    ...(minimized === undefined ? {} : { minimized }),
  };
  switch (notation) {
    case "text":
      io.stdout(factsText(drawn));
      break;
    case "json":
      io.stdout(graphJson(drawn));
      break;
    case "dot":
      for (const lines of dotLines(drawn)) io.stdout(lines);
      break;
    case "aut":
      for (const lines of autLines(drawn)) io.stdout(lines);
      break;
  }
  if (missing.length > 0 && notation !== "text") say(`not all was explored: ${missing.join("; ")}`);
  return exitCode;
};

/** Options that say nothing together, of which `readOptions` does not know. */
function refuseContradictions({ options }: Request, isAboutGraph: boolean): void {
  if (options.engine === "head-first" || options.engine === "smt" || options.engine === "all")
    throw new UsageError(`explore looks at every interleaving: option --engine is one of auto, rules, explicit, not ${options.engine}`);
  if (options.reduction !== undefined && options.reduction.length > 0 && isAboutGraph)
    throw new UsageError("a graph leaves nothing out: --reduction is for figures, without --to and --minimize");
}
