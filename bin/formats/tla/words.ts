/** Names in TLA+: its reserved words, and the names that the text defines itself, are taken. */

const reserved: ReadonlySet<string> = new Set(
  (
    "ASSUME ASSUMPTION AXIOM ACTION BOOLEAN BY CASE CHOOSE CONSTANT CONSTANTS COROLLARY DEF DEFINE DEFS DOMAIN ELSE ENABLED EXCEPT EXTENDS FALSE HAVE HIDE IF IN INSTANCE LAMBDA LEMMA LET " +
    "LOCAL MODULE NEW OBVIOUS OMITTED ONLY OTHER PICK PROOF PROPOSITION PROVE QED RECURSIVE STATE STRING SUBSET SUFFICES TAKE TEMPORAL THEN THEOREM TRUE UNCHANGED UNION USE VARIABLE VARIABLES " +
    "WITH WITNESS at queue spent status val Nat Int Seq Len Head Tail Append SubSeq SelectSeq Cardinality IsFiniteSet BagToSet SetToBag EmptyBag Quotient Remainder Range Put Without Reverse " +
    "Sum RemoveAt Swap Init Next Spec Step Fault Finished"
  ).split(" "),
);

export class Words {
  readonly #words = new Map<string, string>();
  readonly #taken = new Set<string>();

  /** The word that is written for a name, always the same, and no other name's. */
  of(name: string): string {
    const known = this.#words.get(name);
    if (known !== undefined) return known;
    const base = /^[A-Za-z]/.test(name) ? name.replace(/[^A-Za-z0-9_]/g, "_") : `x${name.replace(/[^A-Za-z0-9_]/g, "_")}`;
    let word = base;
    for (let count = 2; this.#taken.has(word) || reserved.has(word) || /^[WS]F_/.test(word); count++) word = `v${base}_${String(count)}`;
    this.#taken.add(word);
    this.#words.set(name, word);
    return word;
  }
}
