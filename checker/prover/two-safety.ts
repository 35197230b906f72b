/** Obligations about several executions: determinism, idempotence, equivalence, absorption, compensation. */
import { typeKey } from "../../calculus/values/index.ts";
import { choosesIn } from "./evaluate-obligation.ts";
import { placeAfter } from "./obligation.ts";
import type { Claim, NotMeant, Obligation, Place, Stage } from "./obligation.ts";
import type { OwnPlace } from "./places.ts";
import { inputsOf, pairsOf, sameAfter, stage } from "./stages.ts";
import type { Transformation } from "./transformation.ts";

export type Built = { readonly kind: "obligations"; readonly obligations: readonly Obligation[] } | NotMeant;

function obligations(...all: readonly Obligation[]): Built {
  return { kind: "obligations", obligations: all };
}

/** The execution that finds the state as `before` left it; the other inputs are the same as at first. */
function again(
  name: string,
  t: Transformation,
  before: string,
  beforeState: ReadonlyMap<OwnPlace, OwnPlace>,
  from = (variable: OwnPlace): Place => variable,
): Stage {
  return stage(name, t, (variable) => {
    const after = beforeState.get(variable);
    return after === undefined ? from(variable) : placeAfter(before, after);
  });
}

const start = (variable: OwnPlace): Place => variable;

/** Two executions from the same inputs end alike, with the same state and the same results. */
export function deterministic(t: Transformation): Built {
  return obligations({
    name: `${t.name} is deterministic`,
    definitions: t.definitions,
    inputs: inputsOf(t),
    stages: [stage("one", t, start), stage("other", t, start)],
    given: [],
    claims: [{ kind: "ends-alike", stages: ["one", "other"] }, ...sameAfter("one", "other", pairsOf([...t.state.values(), ...t.results]))],
  });
}

/** f(f(s)) = f(s): a second execution completes and changes nothing. */
export function idempotent(t: Transformation): Built {
  if (t.state.size === 0) return noState(t);
  return obligations(twice(t, `${t.name} is idempotent`, pairsOf(t.state.values())));
}

/** r(f, s) = r(f, f(s)): a second execution completes and answers the same. */
export function resultStable(t: Transformation): Built {
  if (t.state.size === 0) return noState(t);
  if (t.results.length === 0) return { kind: "not-meant", reason: `${t.name} answers nothing but its state` };
  return obligations(twice(t, `${t.name} answers the same again`, pairsOf(t.results)));
}

function twice(t: Transformation, name: string, pairs: readonly (readonly [OwnPlace, OwnPlace])[]): Obligation {
  return {
    name,
    definitions: t.definitions,
    inputs: inputsOf(t),
    stages: [stage("once", t, start), again("again", t, "once", t.state)],
    given: ["once"],
    claims: [{ kind: "completes", stage: "again" }, ...sameAfter("once", "again", pairs)],
  };
}

/** From all inputs it completes. */
export function total(t: Transformation): Built {
  return obligations({
    name: `${t.name} always completes`,
    definitions: t.definitions,
    inputs: inputsOf(t),
    stages: [stage("once", t, start)],
    given: [],
    claims: [{ kind: "completes", stage: "once" }],
  });
}

function noState({ name }: Transformation): NotMeant {
  return {
    kind: "not-meant",
    reason: `${name} has no state: a function whose first parameter has the type of its result (or of one field of it), or fields of a role`,
  };
}

/**
 * Both have the same outcomes for the same inputs: how they end, the state and the results that both have. Where the second chooses, every outcome of the first has a
 * match among those of the second; and the other way round.
 */
export function equivalent(f: Transformation, g: Transformation): Built {
  const areFunctions = f.isFunction && g.isFunction;
  const outcomes = areFunctions ? paired(outcomesOf(f), outcomesOf(g)) : outcomesByName(f, g);
  const inputs = areFunctions ? paired(variablesOf(f), variablesOf(g)) : pairsOf(variablesOf(g).filter((variable) => variablesOf(f).includes(variable)));
  const isAlike = (pairs: typeof inputs): boolean => pairs?.every(([ours, theirs]) => sameType(f, ours, g, theirs)) ?? false;
  if (outcomes === undefined || inputs === undefined || f.isFunction !== g.isFunction || !isAlike(inputs) || !isAlike(outcomes))
    return { kind: "not-meant", reason: `${f.name} and ${g.name} take different inputs or leave different things` };
  const theirs = new Map(inputs.map(([ours, other]) => [other, ours]));
  const all = [...inputsOf(f), ...inputsOf(g).filter(({ place }) => !theirs.has(place))];
  // What one of them does not touch is left as it was.
  const own = (name: string, body: Stage["body"]): Stage => ({ name, body, reads: new Map(all.map(({ place }) => [place, place])) });
  const [left, right] = areFunctions
    ? [stage("first", f, start), stage("second", g, (variable) => theirs.get(variable) ?? variable)]
    : [own("first", f.body), own("second", g.body)];
  const common = {
    definitions: f.definitions,
    inputs: all,
    given: [],
    claims: [{ kind: "ends-alike" as const, stages: ["first", "second"] as const }, ...sameAfter("first", "second", outcomes)],
  };
  if (!choosesIn(f.body) && !choosesIn(g.body))
    return obligations({ ...common, name: `${f.name} and ${g.name} have the same outcomes`, stages: [left, right] });
  return obligations(
    { ...common, name: `${g.name} can do what ${f.name} does`, stages: [left], match: right },
    { ...common, name: `${f.name} can do what ${g.name} does`, stages: [right], match: left },
  );
}

function variablesOf({ inputs }: Transformation): readonly OwnPlace[] {
  return inputs.map(({ variable }) => variable);
}

function outcomesOf({ state, results }: Transformation): readonly OwnPlace[] {
  return [...state.values(), ...results];
}

function paired(ours: readonly OwnPlace[], theirs: readonly OwnPlace[]): readonly (readonly [OwnPlace, OwnPlace])[] | undefined {
  return ours.length === theirs.length ? ours.map((variable, index) => [variable, theirs[index] ?? variable]) : undefined;
}

function sameType(f: Transformation, ours: OwnPlace, g: Transformation, theirs: OwnPlace): boolean {
  const [one, other] = [f.types.get(ours), g.types.get(theirs)];
  return one === undefined || other === undefined || typeKey(one) === typeKey(other);
}

function outcomesByName(f: Transformation, g: Transformation): readonly (readonly [OwnPlace, OwnPlace])[] {
  const states = [...new Set([...f.state.values(), ...g.state.values()])];
  return pairsOf([...states, ...f.results.filter((result) => g.results.includes(result) && !states.includes(result))]);
}

/** f(g(f(s))) = g(f(s)): after another execution, of g with inputs of its own, f again completes and changes nothing. */
export function absorbing(f: Transformation, g: Transformation): Built {
  return inBetween(f, g, "state");
}

/** r(f, g(f(s))) = r(f, s): after another execution, of g with inputs of its own, f again completes and answers what it answered at first. */
export function resultAbsorbing(f: Transformation, g: Transformation): Built {
  if (f.results.length === 0) return { kind: "not-meant", reason: `${f.name} answers nothing but its state` };
  return inBetween(f, g, "results");
}

function inBetween(f: Transformation, g: Transformation, claimed: "state" | "results"): Built {
  const shared = sharedState(f, g);
  if (shared === undefined) return { kind: "not-meant", reason: `${f.name} and ${g.name} have no state in common` };
  const own = (variable: OwnPlace): Place => (shared.has(variable) ? (shared.get(variable) ?? variable) : `other.${variable}`);
  const others = g.inputs.filter(({ variable }) => !shared.has(variable)).map(({ variable, domain }) => ({ place: own(variable), domain }));
  const between = stage("between", g, (variable) => {
    const ours = shared.get(variable);
    return ours === undefined ? own(variable) : placeAfter("once", f.state.get(ours) ?? ours);
  });
  const left = new Map([...shared].map(([theirs, ours]) => [ours, g.state.get(theirs) ?? theirs]));
  const last = stage("again", f, (variable) => {
    const after = left.get(variable);
    if (after !== undefined) return placeAfter("between", after);
    const untouched = f.state.get(variable);
    return untouched === undefined ? variable : placeAfter("once", untouched);
  });
  const unchanged: Claim[] = [...f.state].map(([variable, after]) => {
    const before = left.get(variable);
    return { kind: "same", left: before === undefined ? placeAfter("once", after) : placeAfter("between", before), right: placeAfter("again", after) };
  });
  return obligations({
    name: claimed === "state" ? `${f.name} is absorbed after ${g.name}` : `${f.name} answers the same after ${g.name}`,
    definitions: f.definitions,
    inputs: [...inputsOf(f), ...others],
    stages: [stage("once", f, start), between, last],
    given: ["once", "between"],
    claims: [{ kind: "completes", stage: "again" }, ...(claimed === "state" ? unchanged : sameAfter("once", "again", pairsOf(f.results)))],
  });
}

/** u(t(s)) = s: the compensation completes after what it compensates, and the state is as it was. Inputs of both by the same name are the same. */
export function compensated(t: Transformation, u: Transformation): Built {
  const shared = sharedState(t, u);
  if (shared === undefined) return { kind: "not-meant", reason: `${t.name} and ${u.name} have no state in common` };
  const known = new Set(t.inputs.map(({ variable }) => variable));
  const isOwn = (variable: OwnPlace): boolean => !shared.has(variable) && !known.has(variable);
  const undo = stage("undo", u, (variable) => {
    const ours = shared.get(variable);
    return ours === undefined ? variable : placeAfter("do", t.state.get(ours) ?? ours);
  });
  const back = new Map([...shared].map(([theirs, ours]) => [ours, u.state.get(theirs) ?? theirs]));
  const claims: Claim[] = [...t.state].map(([variable, after]) => {
    const undone = back.get(variable);
    return { kind: "same", left: variable, right: undone === undefined ? placeAfter("do", after) : placeAfter("undo", undone) };
  });
  return obligations({
    name: `${u.name} compensates ${t.name}`,
    definitions: t.definitions,
    inputs: [...inputsOf(t), ...u.inputs.filter(({ variable }) => isOwn(variable)).map(({ variable, domain }) => ({ place: variable, domain }))],
    stages: [stage("do", t, start), undo],
    given: ["do"],
    claims: [{ kind: "completes", stage: "undo" }, ...claims],
  });
}

/** The state of the second that is state of the first, under the names of both; undefined if there is none. */
function sharedState(f: Transformation, g: Transformation): ReadonlyMap<OwnPlace, OwnPlace> | undefined {
  if (f.isFunction && g.isFunction) {
    const [ours] = f.state.keys();
    const [theirs] = g.state.keys();
    return ours === undefined || theirs === undefined ? undefined : new Map([[theirs, ours]]);
  }
  const shared = [...g.state.keys()].filter((variable) => f.state.has(variable));
  return shared.length === 0 ? undefined : new Map(shared.map((variable) => [variable, variable]));
}
