/**
 * Asynchronous subtyping of types without loops, word by word from its definition: every choice of outputs of T and of inputs of T', against some choice of the
 * inputs of T and of the outputs of T', must leave two sequences that refine one another (Ghilezan, Pantović, Prokić, Scalas and Yoshida, POPL 2021, §3).
 */
import type { LocalAction, LocalAutomaton } from "../../calculus/protocols/index.ts";

interface Tree {
  readonly branches: readonly { readonly action: LocalAction; readonly rest: Tree }[];
}

/** More trees or sequences than this are not enumerated. */
const limit = 300;

/** T ≤ₐ T'; undefined where a type has a loop, is not of the definition (sends beside receives, receives from several), or has too many trees. */
export function isAsyncSubtypeByDefinition(left: LocalAutomaton, right: LocalAutomaton): boolean | undefined {
  const [ours, theirs] = [treeOf(left, left.initial, 12), treeOf(right, right.initial, 12)];
  if (ours === undefined || theirs === undefined) return undefined;
  const [outputs, inputs] = [chosen(ours, "send"), chosen(theirs, "receive")];
  if (outputs === undefined || inputs === undefined) return undefined;
  const leftWords = outputs.map((tree) => chosen(tree, "receive")?.map(wordOf));
  const rightWords = inputs.map((tree) => chosen(tree, "send")?.map(wordOf));
  if (leftWords.includes(undefined) || rightWords.includes(undefined)) return undefined;
  return leftWords.every((mine) => rightWords.every((other) => (mine ?? []).some((word) => (other ?? []).some((against) => refines(word, against)))));
}

function treeOf({ states }: LocalAutomaton, at: number, depth: number): Tree | undefined {
  const { edges, isFinal } = states[at] ?? { edges: [], isFinal: true };
  if (edges.length === 0) return { branches: [] };
  const receives = edges.filter(({ action }) => action.direction === "receive");
  const isMixed = receives.length > 0 && receives.length < edges.length;
  const isUndirected = new Set(receives.map(({ action }) => action.peer)).size > 1;
  if (depth === 0 || isFinal || isMixed || isUndirected) return undefined;
  const branches: { readonly action: LocalAction; readonly rest: Tree }[] = [];
  for (const { action, target } of edges) {
    const rest = treeOf({ role: "", initial: 0, states }, target, depth - 1);
    if (rest === undefined) return undefined;
    branches.push({ action, rest });
  }
  return { branches };
}

/** The trees in which each choice of this direction is decided. */
function chosen({ branches }: Tree, direction: LocalAction["direction"]): readonly Tree[] | undefined {
  const [first] = branches;
  if (first === undefined) return [{ branches: [] }];
  const rests = branches.map(({ action, rest }) => ({ action, trees: chosen(rest, direction) }));
  let trees: readonly Tree[] = [{ branches: [] }];
  if (first.action.direction === direction) {
    trees = rests.flatMap(({ action, trees: behind }) => (behind ?? []).map((rest) => ({ branches: [{ action, rest }] })));
  } else {
    for (const { action, trees: behind } of rests) {
      trees = trees.flatMap((tree) => (behind ?? []).map((rest) => ({ branches: [...tree.branches, { action, rest }] })));
      if (trees.length > limit) return undefined;
    }
  }
  return rests.some(({ trees: behind }) => behind === undefined) || trees.length > limit ? undefined : trees;
}

function wordOf(tree: Tree): readonly LocalAction[] {
  const [only] = tree.branches;
  return only === undefined ? [] : [only.action, ...wordOf(only.rest)];
}

/** W ≲ W' */
function refines(word: readonly LocalAction[], against: readonly LocalAction[]): boolean {
  const [head, ...tail] = word;
  if (head === undefined) return against.length === 0;
  const isSend = head.direction === "send";
  const place = against.findIndex((other) => other.direction === head.direction && other.peer === head.peer);
  const match = against[place];
  if (match === undefined || match.message.label !== head.message.label) return false;
  // Inputs overtake inputs only; the first on the same channel is what was found, so outputs to the same peer and inputs from the same one are behind it.
  if (!isSend && against.slice(0, place).some(({ direction }) => direction === "send")) return false;
  if (!(isSend ? carries(head, match) : carries(match, head))) return false;
  const rest = against.toSpliced(place, 1);
  return channels(tail) === channels(rest) && refines(tail, rest);
}

function channels(word: readonly LocalAction[]): string {
  return [...new Set(word.map(({ direction, peer }) => `${direction} ${peer}`))].sort().join();
}

/** Whether what the one carries is what the other expects: the same, or the same with a refinement. */
function carries(one: LocalAction, other: LocalAction): boolean {
  return other.message.payload.every(({ sort }, index) => {
    const given = one.message.payload[index]?.sort;
    return sort.kind === "value" && given?.kind === "value" && (sort.type.kind !== "refined" || given.type.kind === "refined");
  });
}
