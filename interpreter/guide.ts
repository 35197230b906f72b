/** Choosers that repeat what was chosen before: the values of a recorded step or of a recorded initial configuration, as far as the domains allow them. */
import type { Role, Value } from "../calculus/core/index.ts";
import { restartRequest } from "../calculus/semantics/index.ts";
import type { ChoiceRequest, Chooser, DomainValues, Label } from "../calculus/semantics/index.ts";
import { equalValues, printValue, refusing } from "../calculus/values/index.ts";
import type { Choice } from "./execution.ts";
import { oraclesOf } from "./labels.ts";

/** Whether the domain has this value. Linear in a finite domain. */
export function inDomain(value: Value, domain: DomainValues): boolean {
  return domain.kind === "finite" ? domain.values.some((candidate) => equalValues(candidate, value)) : domain.contains(value);
}

/** The answers that a step of `role` gave: the value of its `any`, and those of the functions without body that it applied. */
export interface Answers {
  readonly role: Role;
  readonly any?: Value;
  /** What volatile fields are at a restart, by what was asked. */
  readonly restart?: ReadonlyMap<string, Value>;
  /** By what was asked, as in `ChoiceRequest.description`: `price("TAPL")`. */
  readonly oracles: ReadonlyMap<string, Value>;
}

/** The answers that the label shows. */
export function answersOf(label: Label, role: Role): Answers {
  const oracles = new Map<string, Value>();
  for (const { name, arguments: given, result } of oraclesOf(label)) oracles.set(`${name}(${given.map(printValue).join(", ")})`, result);
  if (label.kind === "crash") return { role, oracles, restart: new Map(label.values.map(([name, value]) => [restartRequest(role, name), value])) };
  return label.kind === "any" ? { role, any: label.value, oracles } : { role, oracles };
}

/** What `answers` say to the request; undefined if they say nothing. */
export function answerTo(answers: Answers, request: ChoiceRequest): Value | undefined {
  if (request.role !== answers.role) return undefined;
  if (answers.restart !== undefined) return answers.restart.get(request.description);
  return request.kind === "any" ? answers.any : answers.oracles.get(request.description);
}

/** Gives what `answers` say, where the domain has it; otherwise nothing. */
export function repeating(answers: Answers): Chooser {
  return {
    ...refusing,
    choose: (request, domain) => {
      const value = answerTo(answers, request);
      return value !== undefined && inDomain(value, domain) ? [value] : [];
    },
  };
}

/** Gives the recorded choices of an initial configuration, where the domains have them; otherwise nothing. */
export function repeatingChoices(choices: readonly Choice[]): Chooser {
  const recorded = new Map(choices.map(({ request, value }) => [choiceKey(request), value]));
  return {
    ...refusing,
    choose: (request, domain) => {
      const value = recorded.get(choiceKey(request));
      return value !== undefined && inDomain(value, domain) ? [value] : [];
    },
  };
}

/** Identifies a request of an initial configuration. */
export function choiceKey({ kind, role, description }: ChoiceRequest): string {
  return JSON.stringify([kind, role, description]);
}

/** Gives one value of each domain that has one: the first. For questions such as *is anything enabled at all*. */
export const firstValues: Chooser = {
  ...refusing,
  choose: (_request, domain) => {
    const value = domain.kind === "finite" ? domain.values[0] : domain.sample(0n);
    return value === undefined ? [] : [value];
  },
};

/** Gives what `first` gives, and where that is nothing, what `second` gives. */
export function orElse(first: Chooser, second: Chooser): Chooser {
  return {
    meetLimit: (limit) => {
      first.meetLimit(limit);
      second.meetLimit(limit);
    },
    choose: (request, domain) => {
      const values = first.choose(request, domain);
      return values.length > 0 ? values : second.choose(request, domain);
    },
  };
}
