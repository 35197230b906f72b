/**
 * What fairness speaks about: actions, as in *fairness of actions* of van Glabbeek and Höfner (Progress, Justness, and Fairness, ACM Computing Surveys 52,
 * 2019). The send of a message with a label to a role is one, its receipt is one, and all that a role does by itself is one: which branch it chooses and
 * which value it picks makes no difference, so nobody is promised that a choice turns out otherwise. Steps of faults and of lossy networks are none.
 */
import { assertNever } from "../../calculus/assert-never.ts";
import type { Label } from "../../calculus/semantics/index.ts";
import { subject } from "../../calculus/semantics/index.ts";

/** The action of a step as text, equal for steps of one action; undefined for what nobody owes. */
export function actionOfLabel(label: Label): string | undefined {
  switch (label.kind) {
    case "send":
      return `${label.from} sends ${named(label.label)} to ${label.to}`;
    case "receive":
      return `${label.to} receives ${named(label.label)} from ${label.from}`;
    case "local":
    case "any":
    case "choose":
    case "violate":
    case "stop":
    case "fail":
      return `${subject(label)} takes a step by itself`;
    case "crash":
    case "lose":
    case "reorder":
      return undefined;
    default:
      return assertNever(label);
  }
}

function named(label: string): string {
  return label === "_" ? "a message" : label;
}
