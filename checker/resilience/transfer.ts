/**
 * The theorems of replay and of sagas, applied: where their assumptions are established, what they say is proved of programs of any size, for all values of their data
 * (docs/sagas.md). Both are tested on generated programs, not mechanised.
 */
import { isMadeName } from "../../calculus/core/index.ts";
import type { Clause } from "./clause.ts";
import { clauseText } from "./clause.ts";
import { clausesOf, droppedAssumptions, replaySystem } from "../../interpreter/recovery/index.ts";
import type { ReplayConfiguration, ReplaySystem } from "../../interpreter/recovery/index.ts";
import { recordingChooser } from "../explicit-state/chooser.ts";
import { firstUncertainty, outsideOf } from "./assumptions/certainty.ts";
import type { Outside } from "./assumptions/certainty.ts";
import { staticAssumptions } from "./assumptions/index.ts";
import type { AssumptionFinding, StaticAssumptions } from "./assumptions/index.ts";
import { endOf } from "./outcomes.ts";
import { isAboutNothing } from "./replay-properties.ts";
import type { ReplayItem } from "./replay-properties.ts";
import { isEstablished, semanticChecks } from "./semantic-checks.ts";
import type { SemanticCheck, SemanticOutcome, SemanticProofs } from "./semantic-checks.ts";
import type { ReplaySubject } from "./verdicts.ts";

export type Transferred =
  | { readonly kind: "by-theorem"; readonly theorem: string; readonly assumptions: readonly string[]; readonly evidence: readonly string[] }
  /** What is established leaves nothing that the property could be about: a clause. */
  | { readonly kind: "about-nothing"; readonly reason: string }
  | {
      readonly kind: "not-established";
      readonly theorem: string;
      /** The first assumption that is not: a clause. */
      readonly why: string;
    };

const replayTheorem = "T22, replay masks crashes: tested on generated programs, not mechanised";
const sagaTheorem = "T23, sagas are atomic: tested on generated programs, not mechanised";

const ofReplay: readonly ReplayItem[] = ["replay-safe", "recovers", "exactly-once"];

/** What is established, with how, or what is not. */
type Established = { readonly assumptions: readonly string[] } | { readonly why: string };

/** What the theorems say of the items that they are about. Asks provers only where everything else is established. */
export function transferOf(
  subject: ReplaySubject,
  system: ReplaySystem,
  items: readonly ReplayItem[],
  proofs: SemanticProofs,
): ReadonlyMap<ReplayItem, Transferred> {
  const own = items.filter((item) => (ofReplay.includes(item) || item === "saga-atomic") && !isAboutNothing(item, system));
  if (own.length === 0) return new Map();
  const asked = new Asked(subject, system, proofs);
  const replay = asked.replay();
  const found = new Map<ReplayItem, Transferred>();
  for (const item of own) {
    const theorem = item === "saga-atomic" ? sagaTheorem : replayTheorem;
    const established = item === "saga-atomic" && "assumptions" in replay ? asked.atomicity(replay.assumptions) : replay;
    if ("why" in established) found.set(item, { kind: "not-established", theorem: theorem.slice(0, 3), why: established.why });
    else if (item === "saga-atomic" && !asked.mayAbort()) found.set(item, { kind: "about-nothing", reason: "nothing that is performed can abort" });
    else {
      const steps = asked.lengthOfSomeRun();
      if (steps === undefined)
        found.set(item, { kind: "not-established", theorem: theorem.slice(0, 3), why: "no run without faults was found that comes to an end" });
      else
        found.set(item, {
          kind: "by-theorem",
          theorem,
          assumptions: established.assumptions,
          evidence: [`crashes were not explored; a run without faults comes to an end after ${String(steps)} steps`],
        });
    }
  }
  return found;
}

/** One subject on its machine, with what was asked of it already. */
class Asked {
  readonly #subject: ReplaySubject;
  readonly #system: ReplaySystem;
  readonly #proofs: SemanticProofs;
  readonly #outside: Outside;
  readonly #checks: readonly SemanticCheck[];
  readonly #static: StaticAssumptions;
  #length: number | "none" | undefined;

  constructor(subject: ReplaySubject, system: ReplaySystem, proofs: SemanticProofs) {
    this.#subject = subject;
    this.#system = system;
    this.#proofs = proofs;
    const { model, transactions, switches, sessions } = system.parts;
    this.#outside = outsideOf(model, subject.name, transactions);
    this.#checks = semanticChecks(model, this.#outside.performed, { switches, sessions });
    this.#static = staticAssumptions(model, subject.name, transactions);
  }

  /** The assumptions R1 to R7. */
  replay(): Established {
    const { model, transactions, switches } = this.#system.parts;
    const { name, faults } = this.#subject;
    if (!model.procedures.has(name)) return { why: `${name} is no choreography: what its processes assume is not looked at` };
    const dropped = droppedAssumptions(switches);
    if (dropped.length > 0) return { why: `the machine has ${dropped.join(", ")}` };
    const other = clausesOf(faults).find((clause) => !isMasked(clause));
    if (other !== undefined) return { why: `it is not about \`${clauseText(other)}\`` };
    const [finding] = this.#findings(["unjournaled-chance", "raw-effect", "performed-twice"]);
    if (finding !== undefined) return { why: finding.message };
    const uncertain = firstUncertainty(this.#outside, model, transactions);
    if (uncertain !== undefined) return { why: uncertain };
    const proved = this.#proved("replay");
    if ("why" in proved) return proved;
    const written = [...this.#outside.performed.values()].filter((one) => !isMadeName(one.name));
    const effects = written.map(({ name: one, effect }) => `${one} is ${effect}`).join(", ");
    return {
      assumptions: [
        "the machine is sound in every switch, every role that crashed begins again, and crashes are finitely many in each run",
        "outside of transactions and journals nothing is chosen, nothing is read that changes, and every receive names its sender (looked for in every statement)",
        `every effect is in a transaction: ${effects || "there is none"}`,
        ...proved.assumptions,
      ],
    };
  }

  /** The assumptions S1 to S6, behind those of replay. */
  atomicity(ofReplays: readonly string[]): Established {
    const { switches, sessions } = this.#system.parts;
    if (switches.abort !== "broadcast") return { why: "aborts are the program's business" };
    if (this.#outside.hasLoops) return { why: "there are loops, or several calls of one choreography, through which the discipline of sagas is not followed" };
    const { cut } = this.#static;
    if (cut !== undefined) return { why: cut };
    const [finding] = this.#findings(["missing-compensation", "pivot-rule"]);
    if (finding !== undefined) return { why: finding.message };
    const proved = this.#proved("atomicity");
    if ("why" in proved) return proved;
    return {
      assumptions: [
        ...ofReplays,
        "what is done while somebody may abort can be undone (looked for on every path)",
        "the machine compensates each transaction once, the last first, also of a role that has ended, and refuses those that come late",
        ...(sessions > 1 ? [] : ["there is one session: no other one sees what is undone"]),
        ...proved.assumptions,
      ],
    };
  }

  /** Whether a transaction that is performed can abort; what cannot always completes, where the assumptions of atomicity are established. */
  mayAbort(): boolean {
    return [...this.#outside.performed.values()].some(({ isFallible }) => isFallible);
  }

  /** How many steps a run without faults takes to its end, the first way being taken everywhere; undefined where none of a few ends. */
  lengthOfSomeRun(): number | undefined {
    this.#length ??= someRun(this.#system) ?? "none";
    return this.#length === "none" ? undefined : this.#length;
  }

  #findings(codes: readonly AssumptionFinding["code"][]): readonly AssumptionFinding[] {
    return this.#static.findings.filter(({ code }) => codes.includes(code));
  }

  #proved(neededBy: SemanticCheck["neededBy"]): Established {
    const checks = this.#checks.filter((check) => check.neededBy === neededBy);
    if (checks.length > 0 && this.#outside.hasFormalRoles) return { why: "transactions of roles that others play are not compared" };
    const assumptions: string[] = [];
    for (const check of checks) {
      const result = this.#proofs.of(check);
      if (!isEstablished(result)) return { why: whyNot(result) };
      assumptions.push(`${check.obligation.name} (${result.outcome.kind}: ${result.outcome.method})`);
    }
    return { assumptions };
  }
}

function whyNot({ obligation, outcome }: SemanticOutcome): string {
  return `that ${obligation.name} is ${outcome.kind}${"reason" in outcome ? `, ${outcome.reason}` : ""}`;
}

/** The faults that the theorem is about. */
function isMasked(clause: Clause): boolean {
  switch (clause.kind) {
    case "crash":
      return clause.restarts;
    case "lose":
    case "duplicate":
    case "reorder":
    case "restart-broker":
      return true;
    default:
      return false;
  }
}

const longestRun = 5_000;
const mostBeginnings = 8;

function someRun({ parts }: ReplaySystem): number | undefined {
  const calm = replaySystem(parts.model, parts.network, { switches: parts.switches, sessions: parts.sessions });
  const chooser = recordingChooser();
  for (const initial of calm.initial(chooser.initial()).slice(0, mostBeginnings)) {
    let now: ReplayConfiguration = initial;
    for (let steps = 0; steps < longestRun; steps += 1) {
      const [next] = calm.steps(now, chooser);
      if (next === undefined) {
        if ("outcome" in endOf(calm, now)) return steps;
        break;
      }
      now = next.target;
    }
  }
  return undefined;
}
