/**
 * Whether a protocol has given endpoints: it is coherent, and each endpoint does what its local automaton C(G, p) does, up to receives that no message ever
 * meets. Then the network of the endpoints has the configurations and the steps of the network of the C(G, p), which has the runs of the protocol and no
 * deadlock (Li, Stutz, Wies and Zufferey, OOPSLA 2025). Shares nothing with the search for the protocol.
 */
import { present } from "../../calculus/present.ts";
import {
  availability,
  coherence,
  graphOfAutomaton,
  ineligible,
  isAsyncSubtype,
  isSubtype,
  listensToSeveral,
  messageKey,
  numbered,
  printLocalAction,
  runsOfViolation,
  subsetConstruction,
  type Availability,
  type Coherence,
  type GlobalAutomaton,
  type IndistinguishableRuns,
  type LocalAction,
  type LocalAutomaton,
  type NumberedAutomaton,
} from "../../calculus/protocols/index.ts";

export type Ownership =
  /** `idle`: receives that never happen, `A: B?x`. `open`: who cannot know when it is finished. `early`: who sends earlier than the protocol says. */
  | {
      readonly kind: "theirs";
      readonly idle: readonly string[];
      readonly open: readonly string[];
      readonly early: readonly string[];
      readonly pairs: number;
    }
  | { readonly kind: "incoherent"; readonly runs: readonly IndistinguishableRuns[]; readonly pairs: number }
  /** The first role whose endpoint does something else than the protocol says, with what it does on the way there. */
  | { readonly kind: "differs"; readonly role: string; readonly path: readonly LocalAction[]; readonly reason: string }
  | { readonly kind: "unknown"; readonly reason: string };

/** Whether a protocol is coherent at all, with what its local automata are looked up in. */
function judged(automaton: GlobalAutomaton): { readonly result: Coherence; readonly pairs: number } | Ownership {
  const wrong = ineligible(automaton);
  if (wrong !== undefined) return { kind: "unknown", reason: wrong };
  const result = coherence(automaton);
  const pairs = result.roles.reduce((sum, role) => sum + role.pairs, 0);
  const runs = result.roles.flatMap(({ violations }) => violations.map((violation) => runsOfViolation(result, violation)));
  if (runs.length > 0) return { kind: "incoherent", runs, pairs };
  const capped = result.roles.flatMap((role) => role.capped);
  if (capped.length > 0) return { kind: "unknown", reason: `the limit on ${capped.join(", ")} was reached` };
  return { result, pairs };
}

function openRoles({ roles }: Coherence): readonly string[] {
  return roles.flatMap(({ role, open }) => (open === undefined ? [] : [role]));
}

/** Decides it. What the endpoints do is compared pair by pair of states. */
export function isProtocolOf(automaton: GlobalAutomaton, automata: readonly LocalAutomaton[]): Ownership {
  const known = judged(automaton);
  if ("kind" in known) return known;
  const protocol = numbered(automaton);
  const available = availability(protocol);
  const idle = new Set<string>();
  for (const endpoint of automata) {
    const difference = compare(protocol, available, endpoint, idle);
    if (difference !== undefined) return difference;
  }
  return { kind: "theirs", idle: [...idle], open: openRoles(known.result), early: [], pairs: known.pairs };
}

/** Whether each endpoint is an asynchronous subtype of its local automaton: it may send earlier than the protocol says. Undecidable in general, hence bounded. */
export function mayStandFor(automaton: GlobalAutomaton, automata: readonly LocalAutomaton[]): Ownership {
  const known = judged(automaton);
  if ("kind" in known) return known;
  const protocol = numbered(automaton);
  const early: string[] = [];
  for (const endpoint of automata) {
    const { role } = endpoint;
    const built = subsetConstruction(protocol, role);
    if (built.kind === "capped") return { kind: "unknown", reason: `the local automaton of ${role} has more than ${String(built.at)} ${built.limit}` };
    const result = isAsyncSubtype(graphOfAutomaton(endpoint), graphOfAutomaton(built.automaton));
    if (result.kind !== "holds") return { kind: "unknown", reason: `whether ${role} may stand for what the protocol asks of it was not decided` };
    if (result.how !== "synchronous" && isSubtype(graphOfAutomaton(endpoint), graphOfAutomaton(built.automaton)).kind !== "holds") early.push(role);
  }
  const [first] = early;
  const listener = automata.find(listensToSeveral);
  // Which of two messages such a role takes first is what a sender that is early changes.
  if (first !== undefined && listener !== undefined)
    return { kind: "unknown", reason: `${first} sends earlier than the protocol says, and ${listener.role} listens to several roles` };
  return { kind: "theirs", idle: [], open: openRoles(known.result), early, pairs: known.pairs };
}

function compare(protocol: NumberedAutomaton, available: Availability, endpoint: LocalAutomaton, idle: Set<string>): Ownership | undefined {
  const { role } = endpoint;
  const built = subsetConstruction(protocol, role);
  if (built.kind === "capped") return { kind: "unknown", reason: `the local automaton of ${role} has more than ${String(built.at)} ${built.limit}` };
  const pairs: { readonly ours: number; readonly theirs: number; readonly path: Path | undefined }[] = [];
  const seen = new Set<string>();
  const visit = (ours: number, theirs: number, path: Path | undefined): void => {
    const key = `${String(ours)} ${String(theirs)}`;
    if (seen.has(key)) return;
    seen.add(key);
    pairs.push({ ours, theirs, path });
  };
  visit(endpoint.initial, built.automaton.initial, undefined);
  for (const { ours, theirs, path } of pairs) {
    const differs = (reason: string): Ownership => ({ kind: "differs", role, path: written(path), reason });
    const [own, asked] = [present(endpoint.states[ours]), present(built.automaton.states[theirs])];
    const targets = new Map(asked.edges.map(({ action, target }) => [actionKey(action), target]));
    let sends = false;
    for (const { action, target } of own.edges) {
      sends ||= action.direction === "send";
      const next = targets.get(actionKey(action));
      targets.delete(actionKey(action));
      if (next !== undefined) visit(target, next, { action, before: path });
      else if (action.direction === "send") return differs(`it may do ${printLocalAction(action)}, and the protocol never says so`);
      else {
        const meets = canMeet(protocol, available, role, action, present(built.subsets[theirs]));
        if (meets === "unknown") return { kind: "unknown", reason: "the limit on sets of blocked roles was reached" };
        if (meets) return differs(`it may do ${printLocalAction(action)} at once, and the protocol has it for later`);
        idle.add(`${role}: ${printLocalAction(action)}`);
      }
    }
    const [missing] = targets.keys();
    if (missing !== undefined) return differs("the protocol asks for more than it does");
    if (asked.isFinal && !own.isFinal) return differs("the protocol may be over, and it goes on waiting");
    if (asked.edges.length === 0 && own.edges.length > 0 && !own.isFinal) return differs("it waits for what no run of the protocol has");
    if (own.isFinal && sends) return differs("it may stop instead of sending, and nobody is told");
  }
  return undefined;
}

/** Whether the message can wait for the role while it is where it is. */
function canMeet(
  protocol: NumberedAutomaton,
  available: Availability,
  role: string,
  { peer, message }: LocalAction,
  states: readonly number[],
): boolean | "unknown" {
  const [receiver, sender] = [protocol.roleNumber.get(role), protocol.roleNumber.get(peer)];
  const key = messageKey(message);
  const event = protocol.example.findIndex((edge) => edge.sender === peer && edge.receiver === role && messageKey(edge.message) === key);
  if (receiver === undefined || sender === undefined || event < 0) return false;
  const answers = states.map((state) => available.from(state, sender, receiver));
  if (answers.some(({ runs }) => runs.has(event))) return true;
  return answers.every(({ complete }) => complete) ? false : "unknown";
}

interface Path {
  readonly action: LocalAction;
  readonly before: Path | undefined;
}

function written(path: Path | undefined): readonly LocalAction[] {
  const actions: LocalAction[] = [];
  for (let each = path; each !== undefined; each = each.before) actions.push(each.action);
  return actions.reverse();
}

function actionKey({ direction, peer, message }: LocalAction): string {
  return JSON.stringify([direction, peer, messageKey(message)]);
}
