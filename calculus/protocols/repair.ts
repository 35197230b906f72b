/**
 * Repairs of protocols: where two runs part that a role cannot tell apart, who decides tells it, in every branch. What is found is decided again, and then
 * made smaller until no notice can be left out (compare the amendment of choreographies, Cruz-Filipe, Montesi and Peressotti, JAR 2023).
 */
import type { GlobalType, Role } from "../core/index.ts";
import type { Fix, Span } from "../diagnostics/index.ts";
import { coherence, usualCoherence, type Coherence } from "./coherence.ts";
import { choicesOfStates, globalAutomaton } from "./global-automaton.ts";
import { branchPlaces, endOfStatement, withNotices, type BranchPlaces, type Notice } from "./notices.ts";
import type { RunPair } from "./simultaneous.ts";

type Choice = Extract<GlobalType, { kind: "choice" }>;

export interface RepairGoal {
  /** Also every role is to know when it is finished. */
  readonly closed: boolean;
}

/** `type` is the repaired protocol, decided again. */
export type Repair =
  | { readonly kind: "repaired"; readonly notices: readonly Notice[]; readonly type: GlobalType }
  | { readonly kind: "unneeded" }
  | { readonly kind: "none"; readonly reason: string };

/** Larger protocols are not repaired: each attempt decides coherence anew. */
const stateLimit = 2_000;
const attemptLimit = 64;

/** A repair by notices, or why none was found. Bounded by the number of attempts, each a decision of coherence. */
export function repairProtocol(type: GlobalType, roles: readonly Role[], goal: RepairGoal): Repair {
  if (globalAutomaton(type, roles).states.length > stateLimit) return { kind: "none", reason: `the protocol has more than ${stateLimit} states` };
  const search = new Search(type, roles, goal);
  return search.run();
}

interface Attempt {
  readonly type: GlobalType;
  readonly result: Coherence;
  readonly origins: ReadonlyMap<Choice, Choice>;
  /** The runs of the first thing that is wrong, with the role that it is wrong for, and the edges that come next in each. */
  readonly wrong: { readonly role: Role; readonly runs: RunPair } | undefined;
}

class Search {
  private readonly type: GlobalType;
  private readonly roles: readonly Role[];
  private readonly goal: RepairGoal;
  private readonly places: BranchPlaces = branchPlaces();
  private attempts = 0;

  constructor(type: GlobalType, roles: readonly Role[], goal: RepairGoal) {
    this.type = type;
    this.roles = roles;
    this.goal = goal;
  }

  run(): Repair {
    let notices: readonly Notice[] = [];
    let attempt = this.attempt(notices);
    if (attempt.wrong === undefined) return { kind: "unneeded" };
    while (attempt.wrong !== undefined) {
      if (this.attempts > attemptLimit) return { kind: "none", reason: `no repair was found in ${attemptLimit} attempts` };
      const more = this.noticesFor(attempt, notices);
      if (more.length === 0) return { kind: "none", reason: `telling ${attempt.wrong.role} which branch was taken does not help` };
      notices = [...notices, ...more];
      attempt = this.attempt(notices);
    }
    for (const notice of [...notices]) {
      if (this.attempts > 2 * attemptLimit) break;
      const fewer = notices.filter((each) => each !== notice);
      const without = this.attempt(fewer);
      if (without.wrong === undefined) [notices, attempt] = [fewer, without];
    }
    return { kind: "repaired", notices, type: attempt.type };
  }

  private attempt(notices: readonly Notice[]): Attempt {
    this.attempts++;
    const origins = new Map<Choice, Choice>();
    const type = withNotices(this.type, notices, this.places, (changed, from) => origins.set(changed, from));
    const result = coherence(globalAutomaton(type, this.roles), usualCoherence);
    return { type, result, origins, wrong: this.wrongWith(result) };
  }

  private wrongWith({ roles }: Coherence): Attempt["wrong"] {
    for (const { role, violations, open, capped } of roles) {
      const [first] = violations;
      if (first !== undefined) {
        const { left, right } = first.runs;
        return { role, runs: { left: [...left, first.step], right: [...right, ...first.ahead] } };
      }
      if (this.goal.closed && open !== undefined) return { role, runs: { left: open.runs.left, right: [...open.runs.right, open.step] } };
      if (capped.length > 0) return { role, runs: { left: [], right: [] } };
    }
    return undefined;
  }

  /** In every branch of the choice at which the runs part, its sender tells the role. Empty where that was done already, or cannot be. */
  private noticesFor({ type, result, origins, wrong }: Attempt, notices: readonly Notice[]): readonly Notice[] {
    if (wrong === undefined) return [];
    const { left, right } = wrong.runs;
    let common = 0;
    while (common < left.length && left[common] === right[common]) common++;
    const edge = left[common] ?? right[common];
    const choice = edge === undefined ? undefined : choicesOfStates(type, this.roles).get(result.numbered.source[edge] ?? -1);
    const from = choice === undefined ? undefined : origins.get(choice);
    if (from === undefined || from.sender === wrong.role) return [];
    const labels = freshLabels(from);
    return from.branches.flatMap((branch, index): readonly Notice[] => {
      if (branch.receiver === wrong.role) return [];
      const end = endOfStatement(from, index);
      const place = this.places(end.choice, end.index);
      if (notices.some((notice) => notice.place === place && notice.receiver === wrong.role)) return [];
      const behindText = `${from.sender} -> ${branch.receiver} : ${branch.message.label}`;
      return [{ sender: from.sender, receiver: wrong.role, label: labels[index] ?? "told", place, behind: branch.span, behindText }];
    });
  }
}

/** A label for each branch: that of its message, numbered where two branches would tell the same. */
function freshLabels({ branches }: Choice): readonly string[] {
  const used = new Set<string>();
  return branches.map(({ message: { label } }) => {
    const base = label === "_" ? "told" : label;
    let fresh = base;
    for (let number = 2; used.has(fresh); number++) fresh = `${base}${number}`;
    used.add(fresh);
    return fresh;
  });
}

/**
 * The notices as edits of the text between `within`: a message behind the statement of each branch. Undefined where a branch stands elsewhere, or where one
 * statement needs different notices in different places, as in a sub-protocol that is used with several roles.
 */
export function noticesAsFix(notices: readonly Notice[], within: Span): Fix | undefined {
  const edits = new Map<string, { readonly span: Span; readonly replacement: string; readonly place: string }>();
  for (const { sender, receiver, label, place, behind } of notices) {
    if (behind.file !== within.file || behind.start < within.start || behind.end > within.end) return undefined;
    const at: Span = { file: behind.file, start: behind.end, end: behind.end };
    const known = edits.get(`${behind.end}`);
    if (known !== undefined && known.place !== place) return undefined;
    edits.set(`${behind.end}`, { span: at, replacement: `${known?.replacement ?? ""} ${sender} -> ${receiver} : ${label};`, place });
  }
  const roles = [...new Set(notices.map(({ receiver }) => receiver))].join(", ");
  return { title: `tell ${roles} which branch was taken`, edits: [...edits.values()].map(({ span, replacement }) => ({ span, replacement })) };
}
