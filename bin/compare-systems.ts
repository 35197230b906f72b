/** `compare --up-to`: two systems, or two subjects of one file, up to a bisimulation or by their traces (docs/equivalence.md). */
import { compareSystems, observations, relations } from "../checker/equivalence/index.ts";
import type { Comparison, Observation, Relation } from "../checker/equivalence/index.ts";
import type { ExitCode } from "../checker/index.ts";
import type { Request } from "./command.ts";
import { exploredByRules, graphLimits } from "./explored.ts";
import type { ExploredSubject } from "./explored.ts";
import { loadModel } from "./files/load-model.ts";
import type { Io } from "./io.ts";
import { equivalenceJson, equivalenceText } from "./report/equivalence.ts";
import type { ComparedSubject } from "./report/equivalence.ts";
import { subjectOf } from "./subject.ts";
import { UsageError } from "./usage-error.ts";

/** Pairs of a state and a set of states that trace inclusion may look at, for each state of the bound. */
const pairsPerState = 5;

const exitCodes: Readonly<Record<Comparison["verdict"], ExitCode>> = { yes: 0, no: 1, unknown: 3, disagreement: 4 };

/** The word that an option gives, one of those that it takes. Throws `UsageError` for another. */
export function chosenWord<Word extends string>(option: string, value: string, words: readonly Word[]): Word {
  const word = words.find((one) => one === value);
  if (word === undefined) throw new UsageError(`option --${option} is one of ${words.join(", ")}, not \`${value}\``);
  return word;
}

/** The observation that the options ask for. */
export function observationOf({ options }: Request, usual: Observation): Observation {
  return chosenWord("observe", options.observe ?? usual, observations);
}

/** One side of the comparison, explored. */
type Side = ComparedSubject & { readonly explored: ExploredSubject };

async function side(word: string, phrase: string | undefined, request: Request, io: Io): Promise<Side | ExitCode> {
  const loaded = await loadModel(word, request, io);
  if (!loaded.ok) return loaded.exitCode;
  const found = subjectOf(loaded, phrase, request, io);
  if (!found.ok) return found.exitCode;
  const explored = exploredByRules(found.subject, loaded.model, graphLimits(request, io));
  return { path: word, title: found.subject.title, graph: explored.graph, initialText: explored.initialText, explored };
}

/** Compares two systems, prints what was found, and returns 0 if they are equivalent (or the first is included), 1 if not, 3 if it is unknown. */
export async function compareUpTo(upTo: string, request: Request, io: Io): Promise<number> {
  const { words, options } = request;
  const relation: Relation = chosenWord("up-to", upTo, relations);
  const observation = observationOf(request, "events");
  const [first, second = first] = words;
  if (first === undefined || second === undefined) throw new UsageError("compare --up-to takes two files, or one with --subject and --with");
  if (words.length === 1 && options.with === undefined) throw new UsageError("one file is compared with itself: name the second subject with --with");
  const left = await side(first, options.subject, request, io);
  if (typeof left === "number") return left;
  const right = await side(second, options.with ?? options.subject, request, io);
  if (typeof right === "number") return right;
  const limits = graphLimits(request, io);
  const comparison = compareSystems(left.explored, right.explored, relation, {
    observation,
    divergence: options.divergence,
    maxPairs: pairsPerState * limits.maxStates,
    ...(limits.shouldStop === undefined ? {} : { shouldStop: limits.shouldStop }),
  });
  const exitCode = exitCodes[comparison.verdict];
  const report = { comparison, relation, observation, divergence: options.divergence, sides: [left, right] as const, exitCode };
  io.stdout(options.format === "json" ? equivalenceJson(report) : equivalenceText(report));
  return exitCode;
}
