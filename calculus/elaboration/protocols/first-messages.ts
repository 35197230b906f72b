/**
 * Sender-driven choice (Majumdar, Mukund, Stutz and Zufferey, CONCUR 2021): every branch begins with a message of the role that chooses, and the
 * receivers and labels of these messages tell the branches apart. Loops and sub-protocols at the start of a branch are looked through; a choice there
 * by the same role is part of the choice around it.
 */
import { silentSuccessors } from "./flow.ts";
import type { ChoiceFlow, Flow, MessageFlow } from "./flow.ts";
import type { Problems } from "./problems.ts";

export interface FirstMessages {
  readonly messages: readonly MessageFlow[];
  /** Whether the start of a loop or of a sub-protocol was looked through. */
  readonly isUnfolded: boolean;
}

/** Returns the messages that a choice may begin with, in the order written; those that break the rule are reported and left out. */
export function firstMessages(choice: ChoiceFlow, problems: Problems): FirstMessages {
  const messages = new Map<string, MessageFlow>();
  let isUnfolded = false;
  for (const branch of choice.branches) {
    const pending: Flow[] = [branch.first];
    const seen = new Set<Flow>();
    for (let flow = pending.pop(); flow !== undefined; flow = pending.pop()) {
      if (seen.has(flow)) continue;
      seen.add(flow);
      if (flow.kind === "end") reportSilent(choice, branch.span, problems);
      else if (flow.kind === "message") {
        if (flow.from !== choice.at) reportForeign(choice, flow, problems);
        else if (!isTaken(messages, flow, choice, problems)) messages.set(keyOf(flow), flow);
      } else if (flow.kind === "choice" && flow.at !== choice.at) {
        problems.report("choice-not-sender-driven", flow.head, `a branch of the choice at ${choice.at} begins with a choice at ${flow.at}`, {
          labels: [{ span: choice.head, message: "the choice" }],
          notes: [rule(choice)],
        });
      } else {
        isUnfolded ||= flow.kind === "recursion" || flow.kind === "jump" || flow.kind === "instance";
        pending.push(...silentSuccessors(flow).toReversed());
      }
    }
  }
  return { messages: [...messages.values()], isUnfolded };
}

function keyOf({ to, message }: MessageFlow): string {
  return `${to} ${message.label}`;
}

function isTaken(messages: ReadonlyMap<string, MessageFlow>, flow: MessageFlow, choice: ChoiceFlow, problems: Problems): boolean {
  const before = messages.get(keyOf(flow));
  if (before === undefined) return false;
  const same = before.span.start === flow.span.start && before.span.file === flow.span.file;
  problems.report("ambiguous-choice", same ? choice.head : flow.span, `two branches of this choice begin with \`${flow.message.label}\` to ${flow.to}`, {
    labels: same ? [{ span: flow.span, message: "both come here" }] : [{ span: before.span, message: "the other branch" }],
    notes: [`${flow.to} could not tell which branch was chosen: give the messages different labels, or put what they have in common before the choice`],
  });
  return true;
}

function reportForeign(choice: ChoiceFlow, { from, span }: MessageFlow, problems: Problems): void {
  problems.report("choice-not-sender-driven", span, `a branch of the choice at ${choice.at} begins with a message of ${from}`, {
    labels: [{ span: choice.head, message: `${choice.at} chooses` }],
    notes: [rule(choice)],
  });
}

function reportSilent(choice: ChoiceFlow, span: ChoiceFlow["span"], problems: Problems): void {
  problems.report("choice-not-sender-driven", span, `this branch of the choice at ${choice.at} can end without a message of ${choice.at}`, {
    labels: [{ span: choice.head, message: `${choice.at} chooses` }],
    notes: [rule(choice)],
  });
}

function rule({ at }: ChoiceFlow): string {
  return `every branch begins with a message that ${at} sends, so that somebody learns what was chosen`;
}
