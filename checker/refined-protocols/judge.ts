/**
 * Verdicts on the data of protocols: progress and satisfiability of refinements, and refinements of variables of loops (docs/refinements.md). Whether values exist is
 * a formula without quantifiers; whether a run comes there is asked of a solver; what it finds is executed by the evaluator.
 */
import { present } from "../../calculus/present.ts";
import type { Definitions, Protocol, RefinedProtocol } from "../../calculus/core/index.ts";
import type { SplitEvent } from "../../calculus/protocols/index.ts";
import { printValue } from "../../calculus/values/index.ts";
import { chosenBy, pruned, reached, relationOf, sliced, stepTaken, stuckMove } from "../protocols-with-data/index.ts";
import type { Asking, ConcreteStep, Move, Placed, SlicedProtocol, SlicedTransition, System, Technique } from "../protocols-with-data/index.ts";
import { newTerms } from "../smt/terms/index.ts";
import type { VerifyOptions } from "../options.ts";
import { boundsOf } from "../options.ts";
import type { Verdict } from "../verdict.ts";
import { Unencodable, valueOf } from "./encodable.ts";
import { definitionOfRefinementItem, type RefinementItem } from "./items.ts";
import { unknownToSenders, type KnowledgeParts, type Unknown } from "./knowledge.ts";
import { begun, keepsInvariant, replayed, type SentMessage } from "./replay.ts";
import { symbolicProtocol, type Encoding, type Meaning, type RefinementParts } from "./symbolic.ts";

/** For one query: steps of the solver's own count, and milliseconds, which only end a solver that does not count; and how many messages the longest runs have. */
const effort = { steps: 10_000_000, milliseconds: 20_000, longest: 24 } as const;

type SolvedItem = Exclude<RefinementItem, "history-sensitive">;

interface Told {
  /** The message that the move is. */
  readonly step?: Placed;
  readonly broken?: Extract<Meaning, { kind: "broken" }>;
}

/** What a question about one goal ends in. */
type Found =
  | { readonly kind: "none"; readonly technique: Technique }
  | { readonly kind: "run"; readonly run: readonly ConcreteStep[]; readonly told: Told }
  | { readonly kind: "unknown"; readonly reason: string };

/** Judges items about the data of one protocol. */
export function refinementJudge(
  protocol: Protocol,
  definitions: Definitions,
  options: VerifyOptions,
  parts?: RefinementParts,
  knowledge?: KnowledgeParts,
): (item: RefinementItem) => Verdict {
  const bounds = boundsOf(options);
  const { refined } = protocol;
  return (item) => {
    const base: Verdict = {
      ...{ subject: protocol.name, property: item, verdict: "unknown", definition: definitionOfRefinementItem(item), method: "smt", bounds },
      ...{ network: "fifo", faults: "none", assumptions: [], evidence: [], states: 0, transitions: 0, span: protocol.span },
    };
    if (refined === undefined) return { ...base, verdict: "proved", method: "typing", evidence: ["the protocol says nothing of values: all are allowed"] };
    if (item === "history-sensitive") return historySensitive(base, unknownToSenders(refined, protocol.roles, definitions, knowledge));
    try {
      const verdict = judgedBy(protocol, refined, definitions, options, parts)(base, item);
      const queries = options.queriesAsked?.() ?? [];
      return queries.length === 0 ? verdict : { ...verdict, evidence: [...verdict.evidence, `the solver was asked ${queries.join(", ")}`] };
    } catch (problem) {
      if (!(problem instanceof Unencodable)) throw problem;
      return { ...base, reason: problem.message };
    }
  };
}

function judgedBy(
  protocol: Protocol,
  refined: RefinedProtocol,
  definitions: Definitions,
  options: VerifyOptions,
  parts: RefinementParts | undefined,
): (base: Verdict, item: SolvedItem) => Verdict {
  const { solver, shouldStop = () => undefined } = options;
  const asking: Asking | undefined =
    solver === undefined
      ? undefined
      : {
          ...{ solver, longest: effort.longest, shouldStop },
          effort: { steps: effort.steps, milliseconds: effort.milliseconds, memory: Math.max(1, Math.floor(boundsOf(options).memory / 1_048_576)) },
        };

  return (base, item) => {
    const encoding = symbolicProtocol(protocol, refined, definitions, item === "loop-invariants", parts);
    const reduced = sliced(encoding.protocol, "whole");
    return judged({ ...base, states: refined.states.length, transitions: reduced.transitions.length }, item, encoding, reduced);
  };

  function judged(base: Verdict, item: SolvedItem, encoding: Encoding, reduced: SlicedProtocol): Verdict {
    switch (item) {
      case "progress":
        return progress(base, encoding, reduced);
      case "loop-invariants":
        return invariants(base, encoding, reduced);
      case "satisfiable":
        return satisfiable(base, encoding, reduced);
    }
  }

  function progress(base: Verdict, encoding: Encoding, reduced: SlicedProtocol): Verdict {
    const moves = steps(reduced, encoding, () => "goes on");
    let beyond: string | undefined;
    for (const [from, { isFinal }] of reduced.states.entries()) {
      if (isFinal) continue;
      const stuck = stuckMove<Told>(reduced, from, {});
      if (typeof stuck === "string") beyond ??= `whether there are values for a message of ${present(refined.states[from]?.transitions[0]).sender}: ${stuck}`;
      else if (stuck !== undefined) moves.push(stuck);
    }
    const found = search(`${base.subject}-progress`, reduced, moves);
    if (found.kind === "unknown") return { ...base, reason: found.reason };
    if (found.kind === "none")
      return beyond === undefined ? proved(base, found.technique, "there are always values to go on with") : { ...base, reason: beyond };
    const run = runOf(found.run, encoding);
    const again = replayed(refined, run, definitions);
    if (!again.ok) return { ...base, verdict: "disagreement", reason: `the run does not replay: ${again.reason}` };
    const { transitions } = present(refined.states[again.state]);
    const { sender } = present(transitions[0]);
    const labels = transitions.map(({ receiver, message: { label } }) => `${label} to ${receiver}`).join(" or ");
    const reason = `${behind(run)}no values satisfy the refinements with which ${sender} could send ${labels}`;
    const still = possible(reduced, again.state, found.run.at(-1));
    if (still === "yes") return { ...base, verdict: "disagreement", networkRun: events(run), reason: `${reason}; but some do` };
    if (still === "unknown") return { ...base, reason: `${reason}, by elimination alone: the solver does not know` };
    return violated(base, run, reason);
  }

  function invariants(base: Verdict, encoding: Encoding, reduced: SlicedProtocol): Verdict {
    const found = search(
      `${base.subject}-invariants`,
      reduced,
      steps(reduced, encoding, ({ target }) => (target === encoding.broken ? "goal" : "goes on")),
    );
    if (found.kind === "unknown") return { ...base, reason: found.reason };
    if (found.kind === "none") return proved(base, found.technique, "every value of a variable of a loop satisfies its refinement");
    const { broken } = found.told;
    if (broken === undefined) throw new Error("the goal is a broken refinement");
    const run = runOf(found.run, encoding);
    const again = replayed(refined, run, definitions);
    if (!again.ok) return { ...base, verdict: "disagreement", reason: `the run does not replay: ${again.reason}` };
    const known = new Map(again.values);
    const wrong = begun(broken.steps, known, definitions);
    const kept = wrong === undefined ? keepsInvariant(broken.steps, broken.variable, known, definitions) : undefined;
    const { scope } = present(broken.steps.at(-1));
    const value = known.get(`${scope} ${broken.variable}`);
    const reason = `${behind(run)}\`${broken.variable}\` becomes ${value === undefined ? "a value" : printValue(value)}, which does not satisfy its refinement`;
    if (kept !== false) return { ...base, verdict: "disagreement", networkRun: events(run), reason: `${reason}; but it does` };
    return { ...violated(base, run, reason), span: broken.span };
  }

  function satisfiable(base: Verdict, encoding: Encoding, reduced: SlicedProtocol): Verdict {
    const left = new Map<string, readonly SlicedTransition[]>();
    for (const transition of reduced.transitions) {
      const { file, start } = transition.span;
      const key = `${String(file)} ${String(start)} ${transition.receiver}`;
      left.set(key, [...(left.get(key) ?? []), transition]);
    }
    const isSent = new Set<number>();
    let unknown: string | undefined;
    for (const wanted of left.values()) {
      if (wanted.some(({ number }) => isSent.has(number))) continue;
      const numbers = new Set(wanted.map(({ number }) => number));
      const [{ sender, receiver, span }] = wanted as [SlicedTransition];
      const meaning = present(encoding.meanings[present([...numbers][0])]);
      const label = meaning.kind === "message" ? meaning.transition.message.label : "";
      const found = search(
        `${base.subject}-${label}`,
        reduced,
        steps(reduced, encoding, ({ number }) => (numbers.has(number) ? "goal" : "goes on")),
      );
      if (found.kind === "unknown") {
        unknown ??= `whether ${sender} -> ${receiver} : ${label} is ever sent: ${found.reason}`;
        continue;
      }
      if (found.kind === "none") {
        const reason = `no run whose values satisfy the refinements comes to ${sender} -> ${receiver} : ${label} with values that satisfy its own`;
        return { ...base, verdict: "violated", technique: named(found.technique), evidence: [by(found.technique)], reason, span };
      }
      const run = runOf(found.run, encoding);
      const again = replayed(refined, run, definitions);
      if (!again.ok) return { ...base, verdict: "disagreement", networkRun: events(run), reason: `the run does not replay: ${again.reason}` };
      for (const { transition } of found.run) isSent.add(transition.number);
    }
    if (unknown !== undefined) return { ...base, reason: unknown };
    return {
      ...base,
      verdict: "proved",
      technique: "bounded model checking",
      evidence: [`a run to each of ${String(left.size)} messages was found and replayed`],
    };
  }

  /** The messages as moves; `where` says which of them lead to the goal. */
  function steps(reduced: SlicedProtocol, encoding: Encoding, where: (transition: SlicedTransition) => "goal" | "goes on"): Move<Told>[] {
    return reduced.transitions.map((transition) => {
      const isGoal = where(transition) === "goal";
      const placed: Placed = { transition, before: 0, after: isGoal ? "chosen" : 0, chosen: 0 };
      const meaning = present(encoding.meanings[transition.number]);
      const told: Told = meaning.kind === "broken" ? { broken: meaning } : { step: placed };
      return {
        ...{ from: transition.source, to: isGoal ? "goal" : transition.target, chosen: chosenBy(reduced, placed), told },
        relation: (cells) => relationOf(reduced, placed, cells),
      };
    });
  }

  function search(name: string, reduced: SlicedProtocol, moves: readonly Move<Told>[]): Found {
    const system: System<Told> = {
      ...{ name, places: reduced.states.map(({ registers }) => registers.length), initial: reduced.initial, moves },
      start: (_variables, terms) => terms.true,
    };
    if (!pruned(system).moves.some(({ to }) => to === "goal")) return { kind: "none", technique: "control alone" };
    if (asking === undefined) return { kind: "unknown", reason: "no solver is asked" };
    const answer = reached(system, asking);
    switch (answer.kind) {
      case "no":
        return { kind: "none", technique: answer.technique };
      case "unknown":
        return { kind: "unknown", reason: answer.reason };
      case "yes": {
        const run = answer.way.flatMap((taken) => (taken.move.told.step === undefined ? [] : [stepTaken(reduced, taken.move.told.step, taken)]));
        return { kind: "run", run, told: present(answer.way.at(-1)).move.told };
      }
    }
  }

  /** Whether some message is possible in the configuration behind the step, asked without elimination. */
  function possible(reduced: SlicedProtocol, state: number, last: ConcreteStep | undefined): "yes" | "no" | "unknown" {
    if (asking === undefined) return "unknown";
    let isUnknown = false;
    const { registers, transitions } = present(reduced.states[state]);
    for (const transition of transitions) {
      const placed: Placed = { transition, before: 0, after: "chosen", chosen: 0 };
      const terms = newTerms();
      const chosen = Array.from({ length: chosenBy(reduced, placed) }, (_, index) => terms.symbol(`c${String(index)}`, { kind: "int" }));
      const before = registers.map((register) => terms.integer(last?.after.get(register) ?? 0n));
      const term = relationOf(reduced, placed, { before, after: [], chosen, terms });
      if (term.kind === "false") continue;
      const answer = asking.solver.ask({ name: `${protocol.name}-possible`, assertions: [{ term }] }, asking.effort);
      if (answer.kind === "sat") return "yes";
      if (answer.kind !== "unsat") isUnknown = true;
    }
    return isUnknown ? "unknown" : "no";
  }

  function proved(base: Verdict, technique: Technique, evidence: string): Verdict {
    return { ...base, verdict: "proved", technique: named(technique), evidence: [evidence, by(technique)] };
  }

  function by(technique: Technique): string {
    return technique === "control alone" ? "by elimination of quantifiers: no solver was needed" : `${technique}, integers, ${solver?.name ?? "no solver"}`;
  }

  function violated(base: Verdict, run: readonly Shown[], reason: string): Verdict {
    const technique = "bounded model checking";
    return {
      ...base,
      verdict: "violated",
      technique,
      networkRun: events(run),
      evidence: [reason, `${technique}, integers, ${solver?.name ?? ""}; the run was executed`],
      reason,
    };
  }
}

interface Shown extends SentMessage {
  readonly event: Omit<SplitEvent, "kind">;
}

/** The messages with their values, as they are replayed and shown. */
function runOf(steps: readonly ConcreteStep[], { meanings, text }: Encoding): readonly Shown[] {
  let values: SentMessage["values"] = [];
  return steps.map(({ transition, after: registers }) => {
    const meaning = present(meanings[transition.number]);
    if (meaning.kind === "broken") throw new Error("a broken refinement is no message");
    const { index, items } = meaning;
    const { sender, receiver, message, isCopy, span } = meaning.transition;
    if (!isCopy)
      values = items.map(({ shape, registerAt }, place) =>
        message.payload[place]?.sort.kind === "value" ? valueOf(shape, (path) => registers.get(registerAt(path)), text) : undefined,
      );
    const payload = values.length === 0 ? "" : `(${values.map((value) => (value === undefined ? "…" : printValue(value))).join(", ")})`;
    return { index, values, event: { sender, receiver, message: `${message.label}${payload}`, span } };
  });
}

function events(run: readonly Shown[]): readonly SplitEvent[] {
  return run.flatMap(({ event }) => (["send", "receive"] as const).map((kind) => ({ kind, ...event })));
}

function behind(run: readonly Shown[]): string {
  return run.length === 0 ? "" : `after ${run.map(({ event: { sender, receiver, message } }) => `${sender} -> ${receiver} : ${message}`).join(", ")}, `;
}

function historySensitive(base: Verdict, unknown: readonly Unknown[]): Verdict {
  const verdict: Verdict = { ...base, method: "typing" };
  const [first] = unknown;
  if (first === undefined) return { ...verdict, verdict: "proved", evidence: ["every refinement speaks of what its sender knows"] };
  const told = unknown.map(
    ({ transition: { sender, receiver, message }, name }) => `on some path ${sender} does not know \`${name}\` when it sends ${message.label} to ${receiver}`,
  );
  const evidence = [...new Set(told)];
  return { ...verdict, verdict: "violated", evidence, reason: present(evidence[0]), span: first.transition.span };
}

/** Where nothing is left to be reached, what decided is the elimination of quantifiers before. */
function named(technique: Technique): string {
  return technique === "control alone" ? "quantifier elimination" : technique;
}
