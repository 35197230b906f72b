/**
 * What each role does in runs of a choreography, and whether its protocol with sinks has the same: messages by their labels, local actions and decisions as
 * local steps. The evaluation of what is sent, the variable that receives it and the arguments of calls are no steps of their own in the semantics.
 */
import type { Model, Role } from "../../calculus/core/index.ts";
import { isSink, type GlobalAutomaton, type GlobalEdge } from "../../calculus/protocols/index.ts";
import { choreographySystem, subject, type ChoreographyConfiguration, type Step } from "../../calculus/semantics/index.ts";
import { exhaustive } from "../../calculus/values/index.ts";

/** `!q:l`, `?q:l` and `·`, in order, by role. */
export type LocalWords = ReadonlyMap<Role, readonly string[]>;

export interface WordRun {
  readonly words: LocalWords;
  readonly isFinal: boolean;
}

const silentRules = ["C-CALL", "C-ENTER", "C-LOOP", "C-FRAME", "C-FAIL", "C-STOP"];

/** One run of at most `length` steps; `pick` gives a number below its argument. Undefined where there is no initial state. */
export function localWords(model: Model, length: number, pick: (below: number) => number): WordRun | undefined {
  const system = choreographySystem(model);
  const chooser = exhaustive(() => undefined);
  const words = new Map<Role, readonly string[]>();
  const initial = system.initial(chooser);
  let configuration: ChoreographyConfiguration | undefined = initial[pick(initial.length)];
  if (configuration === undefined) return undefined;
  for (let count = 0; count < length; count++) {
    const steps = system.steps(configuration, chooser);
    const step = steps[pick(steps.length)];
    if (step === undefined) break;
    const letter = letterOf(step);
    const role = subject(step.label);
    if (letter !== undefined) words.set(role, [...(words.get(role) ?? []), letter]);
    configuration = step.target;
  }
  return { words, isFinal: system.isFinal(configuration) };
}

function letterOf({ label, rules }: Step<ChoreographyConfiguration>): string | undefined {
  if (label.kind === "send") return `!${label.to}:${label.label}`;
  if (label.kind === "receive") return `?${label.from}:${label.label}`;
  return rules.some((rule) => silentRules.includes(rule) && rule === rules.at(-1)) ? undefined : "·";
}

/** Is the word one that the role can do in the protocol, and where `isFinal` one after which the protocol may be over? */
export function acceptsWord({ states, initial }: GlobalAutomaton, role: Role, word: readonly string[], isFinal: boolean): boolean {
  const close = (some: Iterable<number>): ReadonlySet<number> => {
    const reached = new Set(some);
    for (const state of reached) for (const edge of states[state]?.edges ?? []) if (protocolLetter(edge, role) === undefined) reached.add(edge.target);
    return reached;
  };
  let at = close([initial]);
  for (const letter of word) {
    const behind = [...at].flatMap((state) => (states[state]?.edges ?? []).filter((edge) => protocolLetter(edge, role) === letter).map(({ target }) => target));
    if (behind.length === 0) return false;
    at = close(behind);
  }
  return !isFinal || [...at].some((state) => states[state]?.isFinal === true);
}

/** Undefined for an event that is none of the role's steps. */
function protocolLetter({ sender, receiver, message }: GlobalEdge, role: Role): string | undefined {
  if (sender !== role && receiver !== role) return undefined;
  if (isSink(receiver)) return isLocalStep(message.label) ? "·" : undefined;
  return sender === role ? `!${receiver}:${message.label}` : `?${sender}:${message.label}`;
}

/** Whether the text at a sink is that of an action or a decision, and not of an expression that is sent, a variable that receives, or arguments. */
export function isLocalStep(text: string): boolean {
  return /^(?:[A-Za-z_][A-Za-z0-9_]* := |(?:assert|assume|if|match|choose) )/.test(text);
}

/** Whether the text at a sink is that of a decision. */
export function isDecision(text: string): boolean {
  return /^(?:if|match|choose) /.test(text);
}
