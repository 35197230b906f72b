/** Global types for tests: constructors that read like the notation of the papers, and the protocols that the literature argues about. */
import type { GlobalType, Role } from "../core/index.ts";
import { globalEnd } from "../core/index.ts";
import { nowhere } from "../diagnostics/index.ts";

/** p → {qᵢ : ℓᵢ . Gᵢ} */
export function choice(sender: Role, ...branches: readonly (readonly [receiver: Role, label: string, continuation: GlobalType])[]): GlobalType {
  return {
    kind: "choice",
    sender,
    branches: branches.map(([receiver, label, continuation]) => ({ receiver, message: { label, payload: [] }, continuation, span: nowhere })),
    span: nowhere,
  };
}

/** A message each, written `p->q:l`, then the continuation. */
export function messages(texts: readonly string[], continuation: GlobalType = globalEnd): GlobalType {
  return texts.reduceRight((rest, text) => {
    const [sender = "", receiver = "", label = ""] = text.split(/->|:/);
    return choice(sender, [receiver, label, rest]);
  }, continuation);
}

/** μt.G */
export function loop(variable: string, body: GlobalType): GlobalType {
  return { kind: "recursion", variable, body };
}

/** t */
export function again(variable: string): GlobalType {
  return { kind: "variable", name: variable };
}

/** r guesses what q was told (Li, Stutz, Wies and Zufferey, CAV 2023). */
export const sendValidityNo: GlobalType = choice("p", ["q", "o", messages(["r->s:o"])], ["q", "m", messages(["r->s:m"])]);

/** r may receive p's message first in the wrong branch (CAV 2023). */
export const receiveValidityNo: GlobalType = choice("p", ["q", "o", messages(["q->r:o", "p->r:o"])], ["q", "m", messages(["p->r:o", "q->r:o"])]);

/** As `receiveValidityNo`, but p waits for a word of r in the second branch before it goes on. */
export const receiveValidityYes: GlobalType = choice(
  "p",
  ["q", "o", messages(["q->r:o", "r->p:k", "p->r:n"])],
  ["q", "m", messages(["q->r:m", "r->p:k", "p->r:o"])],
);

/** In one branch r speaks first, in the other p does, and r cannot know which. */
export const mixedChoice: GlobalType = choice("p", ["q", "a", messages(["p->r:x"])], ["q", "b", messages(["r->p:y"])]);

/** r counts the messages of q (CAV 2023): every merge fails, the subset construction counts. */
export const oddEven: GlobalType = choice(
  "p",
  ["q", "o", messages(["q->r:o"], loop("t", choice("p", ["q", "o", messages(["q->r:o", "q->r:o"], again("t"))], ["q", "b", messages(["q->r:b", "r->p:o"])])))],
  ["q", "m", loop("u", choice("p", ["q", "o", messages(["q->r:o", "q->r:o"], again("u"))], ["q", "b", messages(["q->r:b", "r->p:m"])]))],
);

/** The projection of the inner loop to p must not be `end`: the loop is not closed. */
export const closednessTrap: GlobalType = loop(
  "t",
  messages(["p->q:b"], loop("u", choice("r", ["q", "a", messages(["q->r:b"], again("t"))], ["q", "b", globalEnd]))),
);

/** c cannot know that it is finished. */
export const openEnd: GlobalType = choice("a", ["b", "stop", globalEnd], ["b", "go", messages(["b->c:work"])]);

/** Worker c is not told of rounds that do not concern it. */
export const idleWorker: GlobalType = loop(
  "t",
  choice("a", ["b", "one", again("t")], ["b", "both", messages(["b->c:work"], again("t"))], ["b", "stop", messages(["b->c:stop"])]),
);
