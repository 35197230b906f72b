/** `explore`: all that a system can do, as figures or as a graph (docs/cli.md, docs/schema/graph-1.json). */
import { bisimulations, minimise, observedOnly } from "../../checker/equivalence/index.ts";
import type { Bisimulation } from "../../checker/equivalence/index.ts";
import { graphFacts, networkFacts } from "../../checker/graph/index.ts";
import type { Command } from "../command.ts";
import { chosenWord, observationOf } from "../compare-systems.ts";
import { exploredSubject, graphLimits } from "../explored.ts";
import { loadModel } from "../files/load-model.ts";
import { notationOf } from "../notation-option.ts";
import { cleanLine } from "../report/clean-text.ts";
import { autLines, dotLines, factsText, graphJson } from "../report/graph.ts";
import type { ExploreReport } from "../report/graph.ts";
import { subjectOf } from "../subject.ts";

export const explore: Command = async (request, io) => {
  const { options, words } = request;
  const notation = notationOf(options, ["text", "json", "dot", "aut"]);
  const minimized: Bisimulation | undefined = options.minimize === undefined ? undefined : chosenWord("minimize", options.minimize, bisimulations);
  const observation = observationOf(request, minimized === undefined ? "all" : "events");
  const path = words[0] ?? "";
  const loaded = await loadModel(path, request, io);
  if (!loaded.ok) return loaded.exitCode;
  const found = subjectOf(loaded, options.subject, request, io);
  if (!found.ok) return found.exitCode;
  const limits = graphLimits(request, io);
  const explored = exploredSubject(found.subject, loaded.model, limits);
  const { graph } = explored;
  const facts = explored.network === undefined ? graphFacts(graph) : networkFacts(explored.network);
  const missing = graph.ending.kind === "depth" ? [...graph.incomplete, `runs were followed for ${String(graph.ending.limit)} steps only`] : graph.incomplete;
  const say = (text: string): void => {
    io.stderr(`choreo-verify: ${cleanLine(text)}\n`);
  };
  if (minimized !== undefined && missing.length > 0) {
    say(`what was not explored cannot be made smaller: ${missing.join("; ")}`);
    return 3;
  }
  const small = minimized === undefined ? undefined : minimise(graph, minimized, { observation, divergence: options.divergence, ...limits });
  if (small?.ok === false) {
    say(small.reason);
    return 3;
  }
  const exitCode = missing.length > 0 ? 3 : 0;
  const report: ExploreReport = {
    path,
    title: found.subject.title,
    observation,
    facts,
    missing,
    drawn: small?.graph ?? observedOnly(graph, observation),
    ...(minimized === undefined ? {} : { minimized }),
    initialText: explored.initialText,
    exitCode,
  };
  switch (notation) {
    case "text":
      io.stdout(factsText(report));
      break;
    case "json":
      io.stdout(graphJson(report));
      break;
    case "dot":
      for (const lines of dotLines(report)) io.stdout(lines);
      break;
    case "aut":
      for (const lines of autLines(report)) io.stdout(lines);
      break;
  }
  if (missing.length > 0 && notation !== "text") say(`not all was explored: ${missing.join("; ")}`);
  return exitCode;
};
