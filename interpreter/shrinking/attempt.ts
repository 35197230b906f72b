/** An attempt: who moves when, and what each move chooses, tried out as far as the semantics allows it. What is not possible any more is left out. */
import type { Role, Value } from "../../calculus/core/index.ts";
import type { ChoiceRequest, Chooser, DomainValues, Label, Step, TransitionSystem } from "../../calculus/semantics/index.ts";
import { isFault, restartRequest, subject } from "../../calculus/semantics/index.ts";
import { refusing } from "../../calculus/values/index.ts";
import type { Choice, Configuration, Execution } from "../execution.ts";
import { past, start } from "../execution.ts";
import type { Answers } from "../guide.ts";
import { answersOf, answerTo, choiceKey, inDomain } from "../guide.ts";
import { sameLabel } from "../labels.ts";
import { simplest } from "./simpler-values.ts";

/** One move of a role. The label is a wish: what is chosen is taken over where it still can be. */
export interface Move {
  readonly role: Role;
  readonly wish: Label;
}

/** A choice that an attempt made, with the simplest value that its domain had. `step` is -1 for the initial configuration. */
export interface Made {
  readonly step: number;
  readonly request: ChoiceRequest;
  readonly value: Value;
  readonly simplest: Value;
}

export interface Attempt<C> {
  readonly execution: Execution<C>;
  /** Its steps with all that they lead to, so that another attempt may go on from any of them. */
  readonly path: readonly Step<C>[];
  readonly made: readonly Made[];
}

/** Answers with `wanted` where the domain has it and with the simplest value otherwise; tells `note` what it did. */
function choosing(wanted: (request: ChoiceRequest) => Value | undefined, note: (request: ChoiceRequest, value: Value, domain: DomainValues) => void): Chooser {
  return {
    ...refusing,
    choose: (request, domain) => {
      const wish = wanted(request);
      const value = wish !== undefined && inDomain(wish, domain) ? wish : simplest(domain);
      if (value === undefined) return [];
      note(request, value, domain);
      return [value];
    },
  };
}

/** The initial configuration with these choices, as far as the domains have them; undefined if a choice has no value at all. */
export function attemptStart<C>(system: TransitionSystem<C>, choices: readonly Choice[]): Attempt<C> | undefined {
  const wanted = new Map(choices.map(({ request, value }) => [choiceKey(request), value]));
  const made: Made[] = [];
  const chooser = choosing(
    (request) => wanted.get(choiceKey(request)),
    (request, value, domain) => made.push({ step: -1, request, value, simplest: simplest(domain) ?? value }),
  );
  const started = start(system, chooser);
  return started.kind === "started" ? { execution: started.execution, path: [], made } : undefined;
}

/** The execution from a start along a path. */
export function along<C extends Configuration>(origin: Execution<C>["start"], path: readonly Step<C>[]): Pick<Attempt<C>, "execution" | "path"> {
  return { execution: { start: origin, steps: path.map(past), reached: path.at(-1)?.target ?? origin.configuration }, path };
}

/** What `moves` lead to after `beginning`: each is taken if its role can move, else left out. `count` is called once for each look at the enabled steps. */
export function attempt<C extends Configuration>(system: TransitionSystem<C>, beginning: Attempt<C>, moves: readonly Move[], count: () => void): Attempt<C> {
  const { start: origin } = beginning.execution;
  const path: Step<C>[] = [...beginning.path];
  const made: Made[] = [...beginning.made];
  for (const move of moves) {
    count();
    const chosen = new Map<string, Made>();
    const here = path.at(-1)?.target ?? origin.configuration;
    const step = stepOf(system, here, move, (one) => chosen.set(one.request.description, one), path.length);
    if (step === undefined) continue;
    const isRestart = step.label.kind === "crash";
    made.push(...[...chosen.values()].filter(({ request }) => isRestart === request.description.endsWith(atRestart)));
    path.push(step);
  }
  return { ...along(origin, path), made };
}

function stepOf<C>(system: TransitionSystem<C>, configuration: C, { role, wish }: Move, note: (made: Made) => void, step: number): Step<C> | undefined {
  const answers: Answers = answersOf(wish, role);
  const own = choosing(
    (request) => answerTo(answers, request),
    (request, value, domain) => note({ step, request, value, simplest: simplest(domain) ?? value }),
  );
  const chooser: Chooser = { ...refusing, choose: (request, domain) => (request.role === role ? own.choose(request, domain) : []) };
  const possible = system.steps(configuration, chooser).filter(({ label }) => subject(label) === role && isFault(label) === isFault(wish));
  const found = possible.find(({ label }) => sameLabel(label, wish)) ?? possible.find(({ label }) => alike(label, wish));
  return found ?? (isFault(wish) ? undefined : possible[0]);
}

/** How requests for what a field is at a restart end. */
const atRestart = restartRequest("", "").slice(1);

/** Whether the labels agree in everything but values and oracle answers. */
function alike(left: Label, right: Label): boolean {
  if (left.kind !== right.kind) return false;
  if (left.kind === "choose" && right.kind === "choose") return left.branch === right.branch;
  if (left.kind === "send" && right.kind === "send") return left.to === right.to && left.label === right.label;
  if (left.kind === "receive" && right.kind === "receive") return left.from === right.from && left.label === right.label;
  if (left.kind === "crash" && right.kind === "crash") return left.restarts === right.restarts;
  if (left.kind === "lose" && right.kind === "lose") return left.label === right.label;
  return true;
}

/** The moves of an execution. */
export function movesOf<C>(execution: Execution<C>): readonly Move[] {
  return execution.steps.map(({ label }) => ({ role: subject(label), wish: label }));
}
