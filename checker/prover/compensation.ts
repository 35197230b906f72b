/**
 * Obligations about transactions and what compensates them: the compensation undoes, whatever others did in between (its frame condition), once or several times, and what
 * was undone stays undone. After Garcia-Molina and Salem, Sagas, SIGMOD 1987, and Caires, Ferreira and Vieira, A process calculus analysis of compensations, TGC 2008.
 */
import { choosesIn } from "./evaluate-obligation.ts";
import { placeAfter } from "./obligation.ts";
import type { Claim, Input, NotMeant, Place, Stage } from "./obligation.ts";
import type { Compensation, TransactionTransformation } from "./of-transaction.ts";
import type { OwnPlace } from "./places.ts";
import { inputsOf, pairsOf, sameAfter, stage } from "./stages.ts";
import type { Transformation } from "./transformation.ts";
import type { Built } from "./two-safety.ts";

/** u(t(s)) = s: where t commits, its compensation completes after it, and the state is as it was. */
export function compensatedByItself(t: TransactionTransformation): Built {
  const { undo, state } = t;
  if (undo === undefined) return noCompensation(t);
  return built(t, `${t.name} is compensated`, {
    inputs: [...inputsOf(t), ...ownInputs(undo)],
    stages: [doing(t), undoing("undo", undo, "do")],
    given: ["do"],
    claims: [
      { kind: "completes", stage: "undo" },
      ...[...state].map(([before, after]): Claim => ({ kind: "same", left: before, right: placeAfter("undo", after) })),
    ],
  });
}

/** u(g(t(s))) = g(s), where t and, from both states, g commit: the compensation of t undoes nothing of another transaction g of the role, which has arguments of its own. */
export function framed(t: TransactionTransformation, g: TransactionTransformation): Built {
  const { undo: compensation, state } = t;
  if (compensation === undefined) return noCompensation(t);
  if (![...g.state.keys()].some((field) => state.has(field))) return { kind: "not-meant", reason: `${t.name} and ${g.name} have no state in common` };
  const other = (name: string, from: (field: OwnPlace) => Place): Stage =>
    stage(name, g.committing, (variable) => (g.state.has(variable) ? from(variable) : `other.${variable}`));
  const alone = other("alone", (field) => field);
  const between = other("between", (field) => (state.has(field) ? placeAfter("do", field) : field));
  const undo = stage(
    "undo",
    compensation,
    undoneFrom(compensation, (field) => placeAfter(g.state.has(field) ? "between" : "do", field)),
  );
  const afterUndo = (field: OwnPlace): Place => placeAfter(state.has(field) ? "undo" : "between", field);
  const afterAlone = (field: OwnPlace): Place => (g.state.has(field) ? placeAfter("alone", field) : field);
  const others: readonly Input[] = g.inputs.map(({ variable, domain }) => ({ place: g.state.has(variable) ? variable : `other.${variable}`, domain }));
  const own = inputsOf(t);
  return built(t, `the compensation of ${t.name} leaves ${g.name} alone`, {
    inputs: [...own, ...others.filter(({ place }) => own.every((one) => one.place !== place)), ...ownInputs(compensation)],
    // Where g chooses, it may choose alone as it did in between.
    ...(choosesIn(g.body) ? { stages: [doing(t), between, undo], match: alone } : { stages: [doing(t), between, undo, alone] }),
    given: ["do", "between", "alone"],
    claims: [
      { kind: "completes", stage: "undo" },
      ...[...new Set([...state.keys(), ...g.state.keys()])].map((field): Claim => ({ kind: "same", left: afterUndo(field), right: afterAlone(field) })),
    ],
  });
}

/** t(u(t(s))) = u(t(s)): what was compensated and arrives again with the same arguments changes nothing. */
export function tombstoned(t: TransactionTransformation): Built {
  const { undo, state } = t;
  if (undo === undefined) return noCompensation(t);
  const again = stage("again", t, (variable) => (state.has(variable) ? placeAfter("undo", variable) : variable));
  return built(t, `${t.name} does nothing after its compensation`, {
    inputs: [...inputsOf(t), ...ownInputs(undo)],
    stages: [doing(t), undoing("undo", undo, "do"), again],
    given: ["do", "undo"],
    claims: [{ kind: "completes", stage: "again" }, ...sameAfter("undo", "again", pairsOf(state.values()))],
  });
}

/** u(u(t(s))) = u(t(s)): a compensation that is executed a second time completes and changes nothing. */
export function idempotentCompensation(t: TransactionTransformation): Built {
  const { undo, state } = t;
  if (undo === undefined) return noCompensation(t);
  return built(t, `the compensation of ${t.name} is idempotent`, {
    inputs: [...inputsOf(t), ...ownInputs(undo)],
    stages: [doing(t), undoing("undo", undo, "do"), undoing("again", undo, "undo")],
    given: ["do", "undo"],
    claims: [{ kind: "completes", stage: "again" }, ...sameAfter("undo", "again", pairsOf(state.values()))],
  });
}

function built(
  { definitions }: Transformation,
  name: string,
  rest: Omit<Extract<Built, { kind: "obligations" }>["obligations"][number], "name" | "definitions">,
): Built {
  return { kind: "obligations", obligations: [{ name, definitions, ...rest }] };
}

function noCompensation({ name }: Transformation): NotMeant {
  return { kind: "not-meant", reason: `${name} has no compensation` };
}

function doing({ committing }: TransactionTransformation): Stage {
  return stage("do", committing, (variable) => variable);
}

/** The compensation; the state is as the stage `before` left it. */
function undoing(name: string, undo: Compensation, before: string): Stage {
  return stage(
    name,
    undo,
    undoneFrom(undo, (field) => placeAfter(before, field)),
  );
}

/** Where a compensation finds its inputs: the arguments of the transaction and what it answered, and the state. */
function undoneFrom(undo: Compensation, state: (field: OwnPlace) => Place): (variable: OwnPlace) => Place {
  return (variable) => {
    if (undo.state.has(variable)) return state(variable);
    const handed = undo.handed.get(variable);
    if (handed !== undefined) return placeAfter("do", handed);
    return undo.arguments.has(variable) ? variable : ownPlaceOf(variable);
  };
}

/** Volatile fields that a compensation reads may have changed since. */
function ownInputs(undo: Compensation): readonly Input[] {
  return undo.inputs
    .filter(({ variable }) => !undo.state.has(variable) && !undo.handed.has(variable) && !undo.arguments.has(variable))
    .map(({ variable, domain }) => ({ place: ownPlaceOf(variable), domain }));
}

function ownPlaceOf(variable: OwnPlace): Place {
  return `undo.${variable}`;
}
