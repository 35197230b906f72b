/** From proofs about the product of a network's processes and queues to arguments in the language's own syntax. */
import type { Model } from "../../../calculus/core/index.ts";
import type { SourceFile } from "../../../calculus/diagnostics/index.ts";
import { present } from "../../../calculus/present.ts";
import type { ParsedFile } from "../../../calculus/syntax/index.ts";
import { expressionTypes } from "../../../calculus/typing/index.ts";
import type { Effortful } from "../head-first/decide-watched.ts";
import type { WatchedInNetwork } from "../network/network-conditions.ts";
import type { ProductProgram } from "../network/product-program.ts";
import { watchedInProduct } from "../network/product-program.ts";
import type { Argument } from "./certificate.ts";
import { mayBeCut, networkOf, productOf } from "./network-of.ts";
import type { Made } from "./network-of.ts";
import { argumentFor, decidersOf } from "./prove.ts";
import { claimedOfNetwork } from "./question.ts";

/** Queues without bound are given at most so many slots, and so many rounds through cut points have the longest runs that are looked at. */
const most = { slots: 4, rounds: 6 } as const;

export type FoundNetworkArgument =
  | {
      readonly kind: "found";
      readonly argument: Argument;
      readonly slots: number;
      readonly product: ProductProgram;
      /** What is never shown: the contrary, and that a queue outgrows its slots where that is possible. */
      readonly contraries: readonly WatchedInNetwork[];
      readonly needed?: WatchedInNetwork;
    }
  | { readonly kind: "none" | "violated"; readonly reason: string };

/** An argument for the property of the subject on the network with these words. The cost is that of the solver, within the effort. */
export function networkArgumentFor(
  property: string,
  subject: string,
  words: string,
  { model, files }: { readonly model: Model; readonly files: readonly ParsedFile[] },
  effort: Effortful,
): FoundNetworkArgument {
  const none = (reason: string): FoundNetworkArgument => ({ kind: "none", reason });
  const claim = claimedOfNetwork(property, subject, model);
  if (!claim.ok) return none(claim.reason);
  const { needed, tellsPositions } = claim.claim;
  const network = networkOf(subject, words, model);
  if (!network.ok) return none(network.reason);
  const made = withFewestSlots((slots) => productOf(network.made, slots, tellsPositions, model));
  if (!made.ok) return none(made.reason);
  const { product, slots } = made.made;
  // That a queue is outgrown is seen soon where it is so.
  const contraries: readonly WatchedInNetwork[] = [...(mayBeCut(product) ? [{ kind: "overflow" } as const] : []), ...claim.claim.contraries];
  const watched = contraries.map((one) => watchedInProduct(product, one));
  const within = { ...effort, longest: Math.min(effort.longest, most.rounds) };
  const found = argumentFor(watched, product.program, decidersOf(product.program, within), model, expressionTypes(files), within);
  switch (found.kind) {
    case "found":
      return {
        kind: "found",
        argument: placed(found.argument, product, model.sources),
        slots,
        product,
        contraries,
        ...(needed === undefined ? {} : { needed }),
      };
    case "none":
      return none(found.reason);
    case "seen":
      return seen(present(contraries[watched.indexOf(found.which)]), slots);
  }
}

/** Why there is no argument. */
function seen({ kind }: WatchedInNetwork, slots: number): FoundNetworkArgument {
  if (kind === "overflow") return { kind: "none", reason: `more messages may wait than the ${String(slots)} that are looked at` };
  if (kind === "no-value") return { kind: "none", reason: "a choice that is reached may have no value" };
  return { kind: "violated", reason: "`verify` shows the run" };
}

/** As few slots as show that no queue outgrows them, or as many as are tried. */
function withFewestSlots(productWith: (slots: number) => Made<ProductProgram>): Made<{ readonly product: ProductProgram; readonly slots: number }> {
  for (let slots = 1; ; slots += 1) {
    const product = productWith(slots);
    if (!product.ok) return product;
    if (slots === most.slots || !mayBeCut(product.made)) return { ok: true, made: { product: product.made, slots } };
  }
}

/** With the places in the program told, for readers: where each role is, and what waits. */
function placed(argument: Argument, product: ProductProgram, sources: readonly SourceFile[]): Argument {
  if (argument.kind === "rounds") return argument;
  return { ...argument, invariants: argument.invariants.map((one) => ({ ...one, where: whereIn(product, one.location, sources) })) };
}

function whereIn({ network: { machine }, control }: ProductProgram, point: number, sources: readonly SourceFile[]): string {
  const { locations, stopped, queues } = present(control.states[point]);
  const roles = machine.processes.map(({ role, locations: own }, process) => {
    const { commands, isEnd } = present(own[present(locations[process])]);
    const site = commands[0]?.site;
    const why = stopped[process];
    if (why !== undefined) return `${role} has stopped`;
    const { path = "", text = "" } = (site === undefined ? undefined : sources[site.span.file]) ?? {};
    return site === undefined || isEnd ? `${role} at its end` : `${role} at ${path}:${String(text.slice(0, site.span.start).split("\n").length)}`;
  });
  const waiting = queues.flatMap((kinds, channel) => {
    const { from, to, messages } = present(machine.channels[channel]);
    const labels = kinds.map((kind) => messages[kind]?.label ?? "").map((label) => (label === "" ? "_" : label));
    return kinds.length === 0 ? [] : [`${labels.join(", ")} on ${from ?? "*"} -> ${to}`];
  });
  return [...roles, ...waiting].join("; ");
}
