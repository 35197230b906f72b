/**
 * Programs for the machine that replays, which keep the assumptions of its theorems by the way in which they are built (docs/language.md, Transactions and Sagas): what
 * happens twice changes nothing, chance is journaled, nobody receives from anybody, everything before a possible abort is undone by an inverse that commutes with what
 * other sessions do, and what cannot be undone comes last. They are written as texts.
 */
import type { Generator } from "../theorem.ts";
import { structured, type Chance } from "./chance.ts";

/** What a transaction does to the fields of its role; d is what most of them are about. */
type Form =
  /** `d := d + n`, undone by `d := d - n`: safe by the journal alone. */
  | "add"
  /** `d := 2 * d`, undone by `d := d / 2`: it does not commute with `add`. */
  | "double"
  /** `d := d - n` where there is so much, or an abort. */
  | "take"
  /** The same twice, told apart by a key. */
  | "twice"
  /** `s := max(s, n)`: a second execution changes nothing. */
  | "idempotent"
  /** It reads what never changes. */
  | "pure";

type Step =
  | { readonly kind: "send"; readonly from: string; readonly to: string; readonly what: string }
  | { readonly kind: "perform"; readonly role: string; readonly form: Form; readonly argument: string; readonly keeps: boolean }
  | { readonly kind: "journal"; readonly role: string; readonly what: string }
  | { readonly kind: "if"; readonly role: string; readonly then: readonly Step[]; readonly otherwise: readonly Step[] };

interface Shape {
  readonly roles: readonly string[];
  readonly sessions: number;
  readonly isSaga: boolean;
  /** In a saga: the role that at the end takes and returns what only one session can have, and cannot undo that. */
  readonly pivot: string | undefined;
  readonly steps: readonly Step[];
  /** What the durable field d begins with. */
  readonly stock: number;
  /** Whether A begins with any of two values. */
  readonly isOpen: boolean;
  readonly faults: string;
}

/** Programs with transactions, without aborts, under at most two crashes. */
export const replayedPrograms: Generator<string> = generator(
  "programs with transactions that keep the assumptions of replay, with two crashes anywhere",
  plain,
);

/** Sagas under at most two crashes, exceptions or restarts of the broker. */
export const replayedSagas: Generator<string> = generator("sagas that keep their assumptions, with crashes, exceptions or restarts of the broker", saga);

/** Both, for one session, each as often. */
export const crashingPrograms: Generator<string> = generator("programs with transactions and sagas of one session, with crashes and exceptions", (chance) => {
  const shape = chance.percent(50) ? plain(chance) : saga(chance);
  return { ...shape, sessions: 1 };
});

function generator(name: string, generate: (chance: Chance) => Shape): Generator<string> {
  return { name, arbitrary: structured(generate, smaller).map(textOf), extension: "choreo", write: (text) => text, read: (text) => text };
}

function plain(chance: Chance): Shape {
  const sessions = chance.percent(15) ? 2 : 1;
  const roles = ["A", "B", "C"].slice(0, sessions === 2 || chance.percent(60) ? 2 : 3);
  const forms: readonly (readonly [number, Form])[] = [
    [6, "add"],
    [sessions === 1 ? 2 : 0, "double"],
    [1, "twice"],
    [2, "idempotent"],
    [2, "pure"],
  ];
  const steps = walk(chance, roles, forms, sessions === 2 ? 2 : chance.between(2, 4));
  return {
    roles,
    sessions,
    isSaga: false,
    pivot: undefined,
    steps,
    stock: chance.between(0, 2),
    isOpen: sessions === 1 && chance.percent(20),
    faults: "crash anywhere at most 2;",
  };
}

function saga(chance: Chance): Shape {
  if (chance.percent(20)) return contended(chance);
  const roles = ["A", "B", "C"].slice(0, chance.percent(50) ? 2 : 3);
  const forms: readonly (readonly [number, Form])[] = [
    [5, "add"],
    [5, "double"],
    [6, "take"],
    [1, "pure"],
  ];
  return {
    roles,
    sessions: 1,
    isSaga: true,
    pivot: chance.percent(15) ? chance.pick(roles) : undefined,
    steps: chance.percent(30) ? undoneTogether(chance, roles) : walk(chance, roles, forms, chance.between(2, 4)),
    stock: chance.between(0, 2),
    isOpen: false,
    faults: chance.pick([
      "crash anywhere at most 2;",
      "crash anywhere at most 1; exception anywhere at most 1;",
      "crash anywhere at most 1; restart broker at most 1;",
      "exception anywhere at most 1; restart broker at most 1;",
    ]),
  };
}

/** One role does two things that do not commute, and another one may abort. */
function undoneTogether(chance: Chance, roles: readonly string[]): readonly Step[] {
  const [first = "A", second = "B"] = chance.shuffle(roles);
  const forms = chance.shuffle<Form>(["add", "double"]);
  return [
    ...forms.map((form): Step => ({ kind: "perform", role: first, form, argument: "1", keeps: chance.percent(20) })),
    { kind: "send", from: first, to: second, what: chance.pick(values) },
    { kind: "perform", role: second, form: "take", argument: chance.pick(values), keeps: false },
  ];
}

/** Two sessions that take from one stock; or one role that in both wants what only one session can have. */
function contended(chance: Chance): Shape {
  const isAlone = chance.percent(60);
  const roles = isAlone ? ["A"] : ["A", "B"];
  const forms: readonly (readonly [number, Form])[] = [
    [3, "add"],
    [2, "take"],
  ];
  const steps = isAlone ? [perform(chance, roles, forms)] : [...walk(chance, roles, forms, 1), perform(chance, roles, forms)];
  const common = { roles, sessions: 2, isSaga: true, steps, stock: chance.between(1, 3), isOpen: false };
  return { ...common, pivot: isAlone ? "A" : undefined, faults: `crash ${chance.pick(roles)} at most 1;` };
}

/** So many transactions, each with messages around it that bring its role something to work on. */
function walk(chance: Chance, roles: readonly string[], forms: readonly (readonly [number, Form])[], performs: number): readonly Step[] {
  const steps: Step[] = [];
  for (let left = performs; left > 0; left -= 1) {
    if (chance.percent(60)) steps.push(send(chance, roles));
    if (chance.percent(20)) steps.push({ kind: "journal", role: chance.pick(roles), what: chance.pick(["any 0..1", "any 0..1", "d"]) });
    if (left >= 2 && chance.percent(15)) {
      left -= 1;
      steps.push({
        kind: "if",
        role: chance.pick(roles),
        then: [perform(chance, roles, forms)],
        otherwise: chance.percent(50) ? [perform(chance, roles, forms)] : [],
      });
    } else steps.push(perform(chance, roles, forms));
    if (chance.percent(30)) steps.push(send(chance, roles));
  }
  return steps;
}

const values: readonly string[] = ["v", "((v + 1) % 3)", "1"];

function send(chance: Chance, roles: readonly string[]): Step {
  const [from = "A", to = "B"] = chance.shuffle(roles);
  return { kind: "send", from, to, what: chance.pick(values) };
}

function perform(chance: Chance, roles: readonly string[], forms: readonly (readonly [number, Form])[]): Step {
  return {
    kind: "perform",
    role: chance.percent(30) ? (roles[0] ?? "A") : chance.pick(roles),
    form: chance.weighted(forms),
    argument: chance.pick([...values, "1"]),
    keeps: chance.percent(50),
  };
}

function* smaller(shape: Shape): Iterable<Shape> {
  const { steps, sessions, pivot, isOpen, roles, faults } = shape;
  for (const [index, step] of steps.entries()) {
    yield { ...shape, steps: steps.toSpliced(index, 1) };
    if (step.kind !== "if") continue;
    yield { ...shape, steps: steps.toSpliced(index, 1, ...step.then) };
    yield { ...shape, steps: steps.toSpliced(index, 1, ...step.otherwise) };
  }
  if (sessions > 1) yield { ...shape, sessions: 1 };
  if (pivot !== undefined) yield { ...shape, pivot: undefined };
  if (isOpen) yield { ...shape, isOpen: false };
  if (roles.length > 2 && !mentions(steps, "C") && pivot !== "C") yield { ...shape, roles: roles.slice(0, 2) };
  if (faults.includes("2")) yield { ...shape, faults: faults.replace("2", "1") };
  for (const clause of faults.split("; ")) if (clause !== faults) yield { ...shape, faults: clause.endsWith(";") ? clause : `${clause};` };
}

function mentions(steps: readonly Step[], role: string): boolean {
  return steps.some((step) => {
    if (step.kind === "send") return step.from === role || step.to === role;
    return step.role === role || (step.kind === "if" && (mentions(step.then, role) || mentions(step.otherwise, role)));
  });
}

function textOf({ roles, sessions, isSaga, pivot, steps, stock, isOpen, faults }: Shape): string {
  const transactions: string[] = [];
  const body = steps.flatMap((step) => linesOf(step, roles, transactions));
  const others = roles.filter((role) => role !== pivot);
  const end = pivot === undefined ? [] : [...others.map((role) => `${role} -> ${pivot} : ready;`), `perform ${pivot}.hold();`, `perform ${pivot}.leave();`];
  if (pivot !== undefined) {
    transactions.push(`irrevocable transaction hold() at ${pivot} { requires g == 0 else abort; g := 1; }`);
    transactions.push(`irrevocable transaction leave() at ${pivot} { g := 0; }`);
  }
  const fields = `durable d: int = ${String(stock)}; durable s: int = 0; durable c: int = 2; durable g: int = 0;`;
  const lines = [
    ...roles.map((role) => `role ${role} { ${fields} v: int = ${isOpen && role === "A" ? "any 0..1" : "0"}; }`),
    ...transactions,
    `choreography main(${roles.join(", ")}) {`,
    ...(isSaga ? ["  saga {", ...[...body, ...end].map((line) => `    ${line}`), "  }"] : body.map((line) => `  ${line}`)),
    "}",
    ...(sessions === 1 ? [] : [`runtime replay { sessions ${String(sessions)}; }`]),
    `faults F { ${faults} }`,
  ];
  return `${lines.join("\n")}\n`;
}

function linesOf(step: Step, roles: readonly string[], transactions: string[]): readonly string[] {
  switch (step.kind) {
    case "send":
      return [`${step.from}.${step.what} -> ${step.to}.v;`];
    case "journal":
      return [`${step.role}.v := journal ${step.what};`];
    case "if": {
      const told = (label: string): readonly string[] => roles.filter((role) => role !== step.role).map((role) => `${step.role} -> ${role} : ${label};`);
      const block = (label: string, inside: readonly Step[]): readonly string[] => [
        ...told(label),
        ...inside.flatMap((each) => linesOf(each, roles, transactions)),
      ];
      return [`if ${step.role}.(v == 0) {`, ...block("zero", step.then), "} else {", ...block("more", step.otherwise), "}"];
    }
    case "perform": {
      const name = `t${String(transactions.length)}`;
      const { role, form, keeps } = step;
      transactions.push(declaration(name, role, form));
      if (form === "twice") return [`perform ${role}.${name}(1);`, `perform ${role}.${name}(2);`];
      const call = `${name}(${step.argument})`;
      return [keeps ? `${role}.v := perform ${call};` : `perform ${role}.${call};`];
    }
  }
}

function declaration(name: string, role: string, form: Form): string {
  const head = `transaction ${name}(n: int) at ${role}`;
  switch (form) {
    case "add":
      return `${head} : int { d := d + n; result d; compensate { d := d - n; } }`;
    case "double":
      return `${head} : int { d := 2 * d; result d + n; compensate { d := d / 2; } }`;
    case "take":
      return `${head} : int { requires d >= n + 1 else abort; d := d - n - 1; result d; compensate { d := d + n + 1; } }`;
    case "twice":
      return `${head} { key n; d := d + n; }`;
    case "idempotent":
      return `idempotent ${head} : int { s := max(s, n); result n; }`;
    case "pure":
      return `pure ${head} : int { result c + n; }`;
  }
}
