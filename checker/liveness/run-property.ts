/** Properties of whole runs: their shapes, the questions about single moments that they are made of, and what they are as formulas of linear time. */
import { assertNever } from "../../calculus/assert-never.ts";
import type { Model } from "../../calculus/core/index.ts";
import type { Label } from "../../calculus/semantics/index.ts";
import type { Fairness, Formula, Property } from "../../calculus/syntax/index.ts";
import { isEvent, truthOf } from "../property/evaluate.ts";
import type { Truth } from "../property/evaluate.ts";
import { textOf } from "../property/failing-conjunct.ts";
import { readsEvents, readsPositions } from "../property/one-role.ts";
import { readsOf } from "../property/reads.ts";
import type { Scene } from "../property/scene.ts";
import { always, atom, eventually, negation, or, until } from "./linear-formula.ts";
import type { LinearFormula } from "./linear-formula.ts";

/** A property as written that is about whole runs. */
export type WrittenRunProperty = Extract<Property, { kind: "eventually" | "leads-to" | "until" }>;

/** A question about one moment of a run. */
export interface Atom {
  /** As it is shown. */
  readonly text: string;
  /** As written; absent: that everybody has finished, and every message is received. */
  readonly formula?: Formula;
  readonly truthAt: (scene: Scene) => Truth;
  /** Whether the answer depends on the step that led to the moment. */
  readonly readsEvents: boolean;
  /** Of what reads events: whether a step with this label is one of them; absent if any may be. */
  readonly isAbout?: (label: Label) => boolean;
  /** Whether the answer depends on labels of statements. */
  readonly readsPositions: boolean;
}

/** `eventually` has one atom; `leads-to` and `until` have two. */
export interface RunProperty {
  readonly shape: WrittenRunProperty["kind"];
  readonly atoms: readonly Atom[];
}

/** Whether the property is about whole runs. */
export function isRunProperty(property: Property): property is WrittenRunProperty {
  return property.kind === "eventually" || property.kind === "leads-to" || property.kind === "until";
}

/** The fairness that is assumed where neither the property nor who asks says another. */
export const usualFairness: Fairness = "weak-fairness";

/** The property with its formulas as questions. */
export function runPropertyOf(property: WrittenRunProperty, model: Model): RunProperty {
  const ask = (formula: Formula): Atom => {
    const events = readsOf(formula, (name) => model.roles.has(name)).flatMap((read) => (read.kind === "event" ? [read.formula] : []));
    return {
      text: textOf(formula, model),
      formula,
      truthAt: (scene) => truthOf(formula, scene, model),
      readsEvents: readsEvents(formula),
      isAbout: (label) => events.some((event) => isEvent(event, label)),
      readsPositions: readsPositions(formula),
    };
  };
  return { shape: property.kind, atoms: property.kind === "eventually" ? [ask(property.formula)] : [ask(property.left), ask(property.right)] };
}

/** Every run comes to an end in which everybody has finished and every message is received. */
export const termination: RunProperty = {
  shape: "eventually",
  atoms: [
    {
      text: "everybody has finished, and every message is received",
      truthAt: (scene) => ({ kind: scene.isFinal() ? "true" : "false" }),
      readsEvents: false,
      readsPositions: false,
    },
  ],
};

/** What is true of a run of which the property is. */
export function linearFormula(shape: RunProperty["shape"]): LinearFormula {
  switch (shape) {
    case "eventually":
      return eventually(atom(0));
    case "leads-to":
      return always(or(negation(atom(0)), eventually(atom(1))));
    case "until":
      return until(atom(0), atom(1));
    default:
      return assertNever(shape);
  }
}

/** The sentence that a verdict decides. */
export function definitionOfRunProperty({ shape, atoms }: RunProperty, fairness: Fairness): string {
  const [first = "", second = ""] = atoms.map(({ text }) => `\`${text}\``);
  const runs = `on every maximal run (${fairRuns(fairness)})`;
  switch (shape) {
    case "eventually":
      return `${runs}, ${first} is true at some moment`;
    case "leads-to":
      return `${runs}, whenever ${first} is true, ${second} is true then or later`;
    case "until":
      return `${runs}, ${second} is true at some moment, and ${first} at all moments before`;
    default:
      return assertNever(shape);
  }
}

/** The runs that count, in words. */
export function fairRuns(fairness: Fairness): string {
  switch (fairness) {
    case "no-fairness":
      return "no fairness assumed";
    case "weak-fairness":
      return "weak fairness of actions: a send or receipt of a message, or the own steps of a role, that are possible without interruption from some moment on are taken again and again";
    case "strong-fairness":
      return "strong fairness of actions: a send or receipt of a message, or the own steps of a role, that are possible again and again are taken again and again";
    default:
      return assertNever(fairness);
  }
}
