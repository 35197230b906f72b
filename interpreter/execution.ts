/** Executions: an initial configuration and the steps from it, with the choices that led to the initial configuration. */
import type { Value } from "../calculus/core/index.ts";
import type { ChoiceRequest, Chooser, ChoreographyConfiguration, NetworkConfiguration, Step, Store, TransitionSystem } from "../calculus/semantics/index.ts";

/** What the interpreter can run. */
export type Configuration = ChoreographyConfiguration | NetworkConfiguration;

/** A request of the semantics and the value that answered it. */
export interface Choice {
  readonly request: ChoiceRequest;
  readonly value: Value;
}

/** A step that was taken, with the stores after it. The term or the processes that it led to are not kept: in a long run of deep calls they take too much. */
export interface PastStep extends Pick<Step<unknown>, "label" | "rules" | "site"> {
  readonly store: Store;
}

export interface Execution<C> {
  readonly start: { readonly configuration: C; readonly choices: readonly Choice[] };
  readonly steps: readonly PastStep[];
  /** The configuration after the last step. */
  readonly reached: C;
}

/** What an execution keeps of a step. */
export function past({ label, rules, site, target }: Step<Configuration>): PastStep {
  return { label, rules, site, store: target.world.store };
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
  return { kind: "started", execution: { start: { configuration, choices }, steps: [], reached: configuration } };
}

/** The configuration that the execution has reached. */
export function current<C>(execution: Execution<C>): C {
  return execution.reached;
}

/** The stores before the step at `index` (from 0). */
export function storeBefore(execution: Execution<Configuration>, index: number): Store {
  return execution.steps[index - 1]?.store ?? execution.start.configuration.world.store;
}
