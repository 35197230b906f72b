/** Executions: an initial configuration and the steps from it, with the choices that led to the initial configuration. */
import type { Value } from "../calculus/core/index.ts";
import type { ChoiceRequest, Chooser, ChoreographyConfiguration, NetworkConfiguration, Step, TransitionSystem } from "../calculus/semantics/index.ts";

/** What the interpreter can run. */
export type Configuration = ChoreographyConfiguration | NetworkConfiguration;

/** A request of the semantics and the value that answered it. */
export interface Choice {
  readonly request: ChoiceRequest;
  readonly value: Value;
}

export interface Execution<C> {
  readonly start: { readonly configuration: C; readonly choices: readonly Choice[] };
  readonly steps: readonly Step<C>[];
}

/** An execution without steps, or the request that has no answer: then the program has no initial configuration of this kind. */
export type Start<C> = { readonly kind: "started"; readonly execution: Execution<C> } | { readonly kind: "no-value"; readonly request?: ChoiceRequest };

/** The initial execution in which every request has the first of the chooser's answers. */
export function start<C>(system: TransitionSystem<C>, chooser: Chooser): Start<C> {
  const choices: Choice[] = [];
  let unanswered: ChoiceRequest | undefined;
  const configurations = system.initial({
    meetLimit: chooser.meetLimit,
    choose: (request, domain) => {
      const value = chooser.choose(request, domain)[0];
      if (value === undefined) {
        unanswered ??= request;
        return [];
      }
      choices.push({ request, value });
      return [value];
    },
  });
  const configuration = configurations[0];
  if (configuration === undefined) return { kind: "no-value", ...(unanswered === undefined ? {} : { request: unanswered }) };
  return { kind: "started", execution: { start: { configuration, choices }, steps: [] } };
}

/** The configuration that the execution has reached. */
export function current<C>(execution: Execution<C>): C {
  return execution.steps.at(-1)?.target ?? execution.start.configuration;
}

/** The configuration before the step at `index` (from 0). */
export function before<C>(execution: Execution<C>, index: number): C {
  return index === 0 ? execution.start.configuration : (execution.steps[index - 1]?.target ?? execution.start.configuration);
}
