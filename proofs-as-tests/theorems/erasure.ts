/** T2 and T29: choreographies keep to their protocol as they run, and erasing commutes with projecting. */
import type { Model, Role } from "../../calculus/core/index.ts";
import { graphOfAutomaton, numbered, subsetConstruction, type GlobalAutomaton, type LocalAutomaton } from "../../calculus/protocols/index.ts";
import { choreographySystem, type ChoreographyConfiguration, type Label } from "../../calculus/semantics/index.ts";
import type { ParsedFile } from "../../calculus/syntax/index.ts";
import { exhaustive, inhabits } from "../../calculus/values/index.ts";
import { modelOf, programGenerator } from "../generators/generated-program.ts";
import type { Implementation } from "../implementation.ts";
import { behaviourAutomaton } from "../protocols/behaviour-automaton.ts";
import { share, type Tally } from "../tally.ts";
import { theorem, type Refutation, type Theorem } from "../theorem.ts";

/** Runs of one program and steps of one run; states of an erased choreography and behaviours of a process. */
const bounds = { runs: 2, steps: 40, states: 600, behaviours: 1000 };

function erasureOf(
  program: ParsedFile,
  implementation: Implementation,
): { readonly model: Model; readonly entry: string; readonly automaton: GlobalAutomaton } | undefined {
  const model = modelOf(program);
  if (model?.entry === undefined) return undefined;
  const erasure = implementation.parts.erase(model, model.entry);
  return erasure.ok && erasure.automaton.states.length <= bounds.states ? { model, entry: model.entry, automaton: erasure.automaton } : undefined;
}

function seenBy(automaton: GlobalAutomaton, role: Role): LocalAutomaton | undefined {
  const built = subsetConstruction(numbered(automaton), role);
  return built.kind === "built" ? built.automaton : undefined;
}

type Message = Extract<Label, { kind: "send" | "receive" }>;

/** Local automata of the roles, followed along a run. One label may carry values of different types, so a role may be in several states. */
class Followers {
  readonly #automata = new Map<Role, LocalAutomaton>();
  readonly #states = new Map<Role, ReadonlySet<number>>();
  readonly #definitions: Model["definitions"];

  constructor(automaton: GlobalAutomaton, { definitions }: Model, roles: readonly Role[]) {
    this.#definitions = definitions;
    for (const role of roles) {
      const local = seenBy(automaton, role);
      if (local === undefined) continue;
      this.#automata.set(role, local);
      this.#states.set(role, new Set([local.initial]));
    }
  }

  /** Takes a message; what is wrong with it, or undefined. */
  take(label: Message): string | undefined {
    const [role, peer] = label.kind === "send" ? [label.from, label.to] : [label.to, label.from];
    const automaton = this.#automata.get(role);
    if (automaton === undefined) return undefined;
    const edges = [...(this.#states.get(role) ?? [])]
      .flatMap((state) => automaton.states[state]?.edges ?? [])
      .filter(({ action }) => action.direction === label.kind && action.peer === peer && action.message.label === label.label);
    const typed = edges.filter(({ action: { message } }) => {
      if (message.payload.length !== label.values.length) return false;
      return message.payload.every(({ sort }, index) => {
        const value = label.values[index];
        return sort.kind === "value" && value !== undefined && inhabits(value, sort.type, this.#definitions);
      });
    });
    this.#states.set(role, new Set(typed.map(({ target }) => target)));
    if (typed.length > 0) return undefined;
    return edges.length === 0 ? "no step of the protocol" : "wrong type";
  }

  isFinal(): boolean {
    return [...this.#automata].every(([role, { states }]) => [...(this.#states.get(role) ?? [])].some((state) => states[state]?.isFinal === true));
  }
}

function preserved(program: ParsedFile, implementation: Implementation, tally: Tally): Refutation | undefined {
  const erased = erasureOf(program, implementation);
  if (erased === undefined) throw new Error("given up before");
  const { model, automaton } = erased;
  tally.add("programs");
  let seed = 1;
  const pick = (below: number): number => ((seed = (seed * 48_271) % 2_147_483_647) >> 4) % Math.max(1, below);
  const system = choreographySystem(model);
  const chooser = exhaustive(() => undefined);
  const initial = system.initial(chooser);
  for (let run = 0; run < bounds.runs; run++) {
    const followers = new Followers(automaton, model, system.roles);
    let configuration: ChoreographyConfiguration | undefined = initial[pick(initial.length)];
    for (let count = 0; configuration !== undefined && count < bounds.steps; count++) {
      const steps = system.steps(configuration, chooser);
      const step = steps[pick(steps.length)];
      if (step === undefined) break;
      configuration = step.target;
      const { label } = step;
      if (label.kind !== "send" && label.kind !== "receive") continue;
      const wrong = followers.take(label);
      if (wrong !== undefined) return { kind: wrong, message: `${label.from} -> ${label.to} : ${label.label}, ${label.kind}` };
      tally.add("steps");
      if (label.values.length > 0) tally.add("typed steps");
    }
    if (configuration !== undefined && system.isFinal(configuration) && !followers.isFinal())
      return { kind: "not over", message: "the run is over, the protocol is not" };
  }
  return undefined;
}

export const typePreservation: Theorem = theorem<ParsedFile>({
  id: "T2",
  name: "steps keep to the type",
  statement:
    "Every message of a run of a regular choreography is, for its sender and for its receiver, a step of the choreography's protocol, and carries values of the protocol's types; where the run is over, the protocol may be.",
  reference: "preservation for choreographies typed by global types: Carbone, Honda, Yoshida, TOPLAS 2012; Montesi 2023",
  forall: programGenerator("programs"),
  given: (program, implementation) => erasureOf(program, implementation) !== undefined,
  discardsPerRun: 3,
  then: preserved,
  demands: [share("typed steps", "steps", 20)],
});

function commutes(program: ParsedFile, implementation: Implementation, tally: Tally): Refutation | undefined {
  const erased = erasureOf(program, implementation);
  if (erased === undefined) throw new Error("given up before");
  const { model, entry, automaton } = erased;
  for (const role of model.procedures.get(entry)?.roles ?? []) {
    const seen = seenBy(unlabelled(automaton), role);
    const done = behaviourAutomaton(model, entry, role, bounds.behaviours);
    if (seen === undefined || done === undefined) continue;
    tally.add("roles");
    const [left, right] = [graphOfAutomaton(done), graphOfAutomaton(seen)];
    if (implementation.parts.subtype(left, right).kind !== "holds")
      return { kind: "not a subtype", message: `the process of ${role} is not what the protocol asks of it` };
    if (implementation.parts.subtype(right, left).kind === "holds") tally.add("equal");
    if (seen.states.length > 3) tally.add("more than three states");
  }
  return undefined;
}

/** The automaton without payloads, as processes have none to compare. */
function unlabelled(automaton: GlobalAutomaton): GlobalAutomaton {
  const states = automaton.states.map(({ isFinal, edges }) => ({
    isFinal,
    edges: edges.map((edge) => ({ ...edge, message: { label: edge.message.label, payload: [] } })),
  }));
  return { ...automaton, states };
}

export const erasureCommutes: Theorem = theorem<ParsedFile>({
  id: "T29-erasure",
  name: "erasing commutes with projecting",
  statement:
    "For a projectable regular choreography C, the messages of the process that a role runs are a subtype of what the role sees of C's protocol; they are equal but where merging unites loops.",
  reference: "Carbone, Honda, Yoshida, TOPLAS 2012 (end-point projection and types)",
  forall: programGenerator("programs"),
  given: (program, implementation) => {
    const erased = erasureOf(program, implementation);
    return erased !== undefined && implementation.projectable(erased.model);
  },
  discardsPerRun: 5,
  everydayRuns: 100,
  then: commutes,
  demands: [share("equal", "roles", 80), share("more than three states", "roles", 20)],
});
