/** Two versions of a protocol: what changed, whether endpoints of the one work with endpoints of the other, and how to get from the one to the other (docs/evolution.md). */
import type { Protocol, Role } from "../../calculus/core/index.ts";
import { graphOfAutomaton, isAsyncSubtype, isRelativeSubtype, isSubtype, numbered } from "../../calculus/protocols/index.ts";
import type { LocalAutomaton } from "../../calculus/protocols/index.ts";
import { judgeSubject, protocolSubject, type ImplementabilitySubject } from "../implementability/index.ts";
import type { Bounds } from "../verdict.ts";
import { changes, type Change, type Version } from "./changes.ts";
import { Effort } from "./effort.ts";
import { mixedNetwork, type NetworkFinding } from "./mixed-network.ts";
import { upgradeOrder, type UpgradeOrder } from "./upgrade-order.ts";

export type Answer = "yes" | "no" | "unknown";

/** How the endpoint of one version stands to that of the other, as a replacement. */
export interface Replacement {
  readonly synchronous: Answer;
  readonly asynchronous: Answer;
  /** In the network of the other version; `unknown` where that is not coherent. */
  readonly relative: Answer;
}

export interface RoleEvolution {
  readonly role: Role;
  /** `changed` but for what it is called; `new` and `gone` roles are in one version only. */
  readonly status: "unchanged" | "changed" | "new" | "gone";
  /** The network in which this role alone is new. */
  readonly newAmongOld: NetworkFinding;
  /** The network in which this role alone is old. */
  readonly oldAmongNew: NetworkFinding;
  /** Its new endpoint in place of its old one, and the other way round; absent where it is in one version only. */
  readonly newForOld?: Replacement;
  readonly oldForNew?: Replacement;
}

export interface Evolution {
  readonly changes: readonly Change[];
  /** The networks without a mixture. */
  readonly old: NetworkFinding;
  readonly new: NetworkFinding;
  readonly roles: readonly RoleEvolution[];
  /** New endpoints with old peers, old endpoints with new peers: of every role. */
  readonly newWithOld: Answer;
  readonly oldWithNew: Answer;
  readonly order: UpgradeOrder;
}

export type ComparedProtocols = { readonly ok: true; readonly evolution: Evolution } | { readonly ok: false; readonly reason: string };

/**
 * Compares two versions; roles are the same that are called the same. All mixed networks together cost at most a few times the configurations of the bounds;
 * what is not reached, or comes after `shouldStop` gave a reason, is `unknown`.
 */
export function compareProtocols(older: Protocol, newer: Protocol, bounds: Bounds, shouldStop?: () => string | undefined): ComparedProtocols {
  const subjects = [protocolSubject(older), protocolSubject(newer)] as const;
  const locals = subjects.map((subject) => subject.automata(false));
  for (const local of locals) if (!local.ok) return { ok: false, reason: local.reason };
  const [old, now] = locals.map((local) => new Map(local.ok ? local.automata.map((automaton) => [automaton.role, automaton]) : []));
  if (old === undefined || now === undefined) return { ok: false, reason: "a version has no local automata" };
  const roles = [...new Set([...subjects[0].roles, ...subjects[1].roles])];
  /** Networks are the same that have the same of these roles new. */
  const differing = roles.filter((role) => JSON.stringify(old.get(role)) !== JSON.stringify(now.get(role)));
  const coherent = subjects.map((subject) => judgeSubject(subject, { kind: "coherent" }, bounds).verdict === "proved");
  const known = new Map<string, NetworkFinding>();
  const effort = new Effort(bounds, shouldStop);
  const network = (isNew: (role: Role) => boolean, isTold: boolean): NetworkFinding => {
    const automata = roles.map((role) => (isNew(role) ? now : old).get(role) ?? absent(role));
    const key = differing.map((role) => (isNew(role) ? "1" : "0")).join("");
    const isCoherent = (coherent[0] === true && !differing.some(isNew)) || (coherent[1] === true && differing.every(isNew));
    let finding = known.get(key);
    if (finding === undefined) {
      finding = mixedNetwork({ name: newer.name, span: newer.span, automata, isCoherent, isTold }, bounds, effort);
      known.set(key, finding);
    }
    return finding;
  };
  const [allOld, allNew] = [network(() => false, true), network(() => true, true)];
  const evolved = roles.map((role): RoleEvolution => {
    const [before, after] = [old.get(role), now.get(role)];
    const base = { role, newAmongOld: network((each) => each === role, true), oldAmongNew: network((each) => each !== role, true) };
    if (before === undefined || after === undefined) return { ...base, status: before === undefined ? "new" : "gone" };
    const newForOld = replacement(after, before, coherent[0] === true ? subjects[0] : undefined, bounds);
    const oldForNew = replacement(before, after, coherent[1] === true ? subjects[1] : undefined, bounds);
    const isSame = newForOld.synchronous === "yes" && oldForNew.synchronous === "yes";
    return { ...base, status: isSame ? "unchanged" : "changed", newForOld, oldForNew };
  });
  const changed = evolved.filter(({ status }) => status !== "unchanged").map(({ role }) => role);
  return {
    ok: true,
    evolution: {
      changes: changes(versionOf(older, subjects[0]), versionOf(newer, subjects[1])),
      old: allOld,
      new: allNew,
      roles: evolved,
      newWithOld: every(evolved.map(({ newAmongOld }) => newAmongOld)),
      oldWithNew: every(evolved.map(({ oldAmongNew }) => oldAmongNew)),
      order: upgradeOrder(changed, (upgraded) => network((role) => upgraded.has(role) || !changed.includes(role), false)),
    },
  };
}

function versionOf({ name }: Protocol, { roles, automaton }: ImplementabilitySubject): Version {
  return { name, roles, automaton };
}

/** A role that a version does not have does nothing there. */
function absent(role: Role): LocalAutomaton {
  return { role, initial: 0, states: [{ isFinal: true, edges: [] }] };
}

function every(findings: readonly NetworkFinding[]): Answer {
  if (findings.some(({ verdict }) => verdict === "unsafe")) return "no";
  return findings.every(({ verdict }) => verdict === "safe") ? "yes" : "unknown";
}

function replacement(endpoint: LocalAutomaton, own: LocalAutomaton, subject: ImplementabilitySubject | undefined, { maxStates }: Bounds): Replacement {
  const [left, right] = [graphOfAutomaton(endpoint), graphOfAutomaton(own)];
  return {
    synchronous: answerOf(isSubtype(left, right, { pairLimit: maxStates }).kind),
    asynchronous: answerOf(isAsyncSubtype(left, right, { positions: Math.min(maxStates, 50_000) }).kind),
    relative: subject === undefined ? "unknown" : answerOf(isRelativeSubtype(numbered(subject.automaton), endpoint, { pairs: 10 * maxStates }).kind),
  };
}

function answerOf(kind: "holds" | "fails" | "unknown"): Answer {
  return kind === "holds" ? "yes" : kind === "fails" ? "no" : "unknown";
}
