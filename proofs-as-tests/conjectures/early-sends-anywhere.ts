/** Asynchronous subtyping looks at two endpoints, and who else listens to them matters. */
import { analyseText } from "../../calculus/loading/index.ts";
import { graphOfAutomaton, isAsyncSubtype } from "../../calculus/protocols/index.ts";
import { networkFault } from "../protocols/network-safety.ts";
import type { Conjecture } from "./conjecture.ts";

/** p asks q, which asks r, which answers, as often as p likes; in the end p tells r. The second p tells r before it has its answer. */
const text = `
context Asked {
  p { rec T { choice { q!b; r?b; continue T; } or { r!c; } } }
  q { rec T { choice { p?b; r!mc; continue T; } or { } } }
  r { rec T { choice { q?mc; p!b; continue T; } or { p?c; } } }
}
context Early {
  p { q!b; r!c; r?b; }
  q { rec T { choice { p?b; r!mc; continue T; } or { } } }
  r { rec T { choice { q?mc; p!b; continue T; } or { p?c; } } }
}
`;

/** Configurations that are looked at. */
const enough = 1000;

export const earlySendsAnywhere: Conjecture = {
  name: "An asynchronous subtype is safe in every network",
  statement: "Where an endpoint is replaced by an asynchronous subtype in a network that is safe, the network remains safe.",
  refutation:
    "p sends c to r before it has received the answer to b; r listens to q and to p, takes c first, is finished, and never answers. Safe among peers that each listen to one role at a time.",
  isRefuted: () => {
    const contexts = analyseText(text).model?.contexts;
    const [asked, early] = [contexts?.get("Asked")?.automata ?? [], contexts?.get("Early")?.automata ?? []];
    const [before, after] = [asked[0], early[0]];
    if (before === undefined || after === undefined) return false;
    const isAccepted = isAsyncSubtype(graphOfAutomaton(after), graphOfAutomaton(before)).kind === "holds";
    return isAccepted && networkFault(asked, enough) === undefined && networkFault(early, enough) !== undefined;
  },
};
