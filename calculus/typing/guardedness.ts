/**
 * Guardedness (Montesi, Introduction to Choreographies, 2023, procedures; Cruz-Filipe, Montesi and Peressotti, JAR 2023): no role goes through
 * calls for ever without acting, and no loop comes back to its head before any role has acted.
 *
 * For each role of each choreography the walk knows whether the role has certainly acted; where it may not have, a call passes it on unguarded.
 * A cycle of unguarded passings, from role to role of the callees, is unguarded recursion.
 */
import { assertNever } from "../assert-never.ts";
import type { Span } from "../diagnostics/index.ts";
import { isFallible, waysOut } from "../elaboration/index.ts";
import type { Block, Name, Statement } from "../syntax/index.ts";
import { components, isCycle } from "./graph.ts";
import { mustFlow } from "./must-flow.ts";
import type { OpenLoop } from "./must-flow.ts";
import type { ChoreographyDeclaration, Program } from "./program.ts";
import type { Reporter } from "./reporter.ts";
import { allStatements } from "./all-statements.ts";

type Call = Extract<Statement, { kind: "call" }>;

/** A role acts, or somebody acts since the head of a loop. */
type Fact = string | object;

/** In a call, a role that may not have acted since its own choreography was entered, and the callee's role that it becomes. */
interface Passing {
  readonly call: Call;
  readonly from: string;
  readonly to: string;
}

interface Summary {
  /** Roles that act on every path through the choreography. */
  readonly acts: ReadonlySet<string>;
  /** Whether somebody acts on every path. */
  readonly any: boolean;
  readonly passings: readonly Passing[];
  readonly idleLoops: readonly Name[];
}

/** Reports unguarded recursion and unguarded loops. Linear in the program but for cycles of calls, which are walked until their summaries settle. */
export function checkGuardedness(program: Program, reporter: Reporter): void {
  const summaries = summarise(program);
  const edges = new Map<string, Passing[]>();
  for (const [name, summary] of summaries) {
    for (const loop of summary.idleLoops) {
      reporter.report("unguarded-loop", loop.span, `loop \`${loop.text}\` can come back here before any role has acted`);
    }
    for (const passing of summary.passings) {
      const key = node(name, passing.from);
      const list = edges.get(key);
      if (list === undefined) edges.set(key, [passing]);
      else list.push(passing);
    }
  }
  const targets = (key: string): readonly string[] => (edges.get(key) ?? []).map(target);
  const offending = new Map<Call, Set<string>>();
  for (const component of components(edges.keys(), targets)) {
    if (!isCycle(component, targets)) continue;
    const members = new Set(component);
    const inside = component.flatMap((key) => (edges.get(key) ?? []).filter((passing) => members.has(target(passing))));
    const first = inside.reduce((best, passing) => (isBefore(passing.call.span, best.call.span) ? passing : best));
    const roles = offending.get(first.call);
    if (roles === undefined) offending.set(first.call, new Set([first.from]));
    else roles.add(first.from);
  }
  for (const [call, roles] of offending) {
    const listed = [...roles].join(", ");
    const callee = program.choreographies.get(call.choreography.text)?.name.span;
    reporter.report("unguarded-recursion", call.span, `${listed} can come back to this call without having acted`, {
      labels: callee === undefined ? [] : [{ span: callee, message: "the choreography called" }],
      notes: ["on every way around the recursion each role of the list sends, receives, computes or decides something"],
    });
  }
}

function node(choreography: string, role: string): string {
  return `${choreography} ${role}`;
}

function target(passing: Passing): string {
  return node(passing.call.choreography.text, passing.to);
}

function isBefore(left: Span, right: Span): boolean {
  return left.file < right.file || (left.file === right.file && left.start < right.start);
}

/** Summaries of all choreographies, callees first; in a cycle of calls from "everybody acts" downwards, until nothing changes. */
function summarise(program: Program): ReadonlyMap<string, Summary> {
  const callees = new Map<string, readonly string[]>();
  for (const [name, declaration] of program.choreographies) {
    callees.set(
      name,
      allStatements(declaration.body).flatMap((statement) => (statement.kind === "call" ? [statement.choreography.text] : [])),
    );
  }
  const summaries = new Map<string, Summary>();
  const successors = (name: string): readonly string[] => callees.get(name) ?? [];
  for (const component of components(program.choreographies.keys(), successors)) {
    const declarations = component.flatMap((name) => program.choreographies.get(name) ?? []);
    if (isCycle(component, successors)) {
      for (const declaration of declarations) summaries.set(declaration.name.text, everybody(declaration));
    }
    const callers = new Map<string, ChoreographyDeclaration[]>();
    for (const declaration of declarations) {
      for (const callee of new Set(successors(declaration.name.text))) {
        const list = callers.get(callee);
        if (list === undefined) callers.set(callee, [declaration]);
        else list.push(declaration);
      }
    }
    const pending = new Set(declarations);
    for (const declaration of pending) {
      pending.delete(declaration);
      const name = declaration.name.text;
      const before = summaries.get(name);
      const after = walk(declaration, summaries, program);
      summaries.set(name, after);
      if (before === undefined || (before.acts.size === after.acts.size && before.any === after.any)) continue;
      for (const caller of callers.get(name) ?? []) pending.add(caller);
    }
  }
  return summaries;
}

function everybody(declaration: ChoreographyDeclaration): Summary {
  return { acts: new Set(declaration.roles.map((role) => role.name.text)), any: true, passings: [], idleLoops: [] };
}

function walk(declaration: ChoreographyDeclaration, summaries: ReadonlyMap<string, Summary>, program: Program): Summary {
  const done = mustFlow<Fact>();
  const somebody = {};
  const passings: Passing[] = [];
  const idleLoops: Name[] = [];
  /** The ways out of the saga around. */
  let aborts: OpenLoop<Fact> | undefined;
  interface Loop {
    readonly name: Name | undefined;
    /** The fact that somebody acted since the loop's head. */
    readonly active: object;
    readonly open: OpenLoop<Fact>;
  }

  function anybodyActs(loops: readonly Loop[]): void {
    done.add(somebody);
    for (let index = loops.length - 1; index >= 0; index--) {
      const loop = loops[index];
      // Whoever acted in an inner loop acted in the outer ones.
      if (loop === undefined || done.has(loop.active)) return;
      done.add(loop.active);
    }
  }

  function act(role: Name, loops: readonly Loop[]): void {
    done.add(role.text);
    anybodyActs(loops);
  }

  /** What is certain behind a saga: what its body does, and what it does wherever it may abort and then instead. */
  function saga(statement: Extract<Statement, { kind: "saga" }>, loops: readonly Loop[]): boolean {
    const outer = aborts;
    const open = done.enter();
    const returns = done.branches([
      () => {
        aborts = open;
        const ends = block(statement.body, loops);
        aborts = outer;
        return ends;
      },
      () => {
        open.left?.forEach(done.add);
        return (statement.else === undefined || block(statement.else, loops)) && open.left !== undefined;
      },
    ]);
    return returns;
  }

  function comesBack(loop: Loop): void {
    if (loop.name !== undefined && !done.has(loop.active) && !idleLoops.includes(loop.name)) idleLoops.push(loop.name);
  }

  function call(statement: Call, loops: readonly Loop[]): void {
    const callee = program.choreographies.get(statement.choreography.text);
    const summary = summaries.get(statement.choreography.text);
    if (callee === undefined) return;
    statement.roles.forEach((role, index) => {
      const formal = callee.roles[index]?.name.text;
      if (formal === undefined) return;
      if (!done.has(role.text)) passings.push({ call: statement, from: role.text, to: formal });
      if (summary?.acts.has(formal) === true) done.add(role.text);
    });
    if (summary?.any === true) anybodyActs(loops);
  }

  function check(statement: Statement, loops: readonly Loop[]): boolean {
    switch (statement.kind) {
      case "communicate":
        act(statement.from, loops);
        act(statement.to, loops);
        return true;
      case "select":
        act(statement.from, loops);
        for (const to of statement.to) act(to, loops);
        return true;
      case "perform": {
        act(statement.role, loops);
        const transaction = program.transactions.get(statement.transaction.text);
        if (aborts !== undefined && transaction !== undefined && isFallible(transaction)) done.leave(aborts);
        return true;
      }
      case "saga":
        return saga(statement, loops);
      case "abort":
        act(statement.role, loops);
        if (aborts !== undefined) done.leave(aborts);
        return false;
      case "assign":
      case "assert":
      case "assume":
        act(statement.role, loops);
        return true;
      case "local":
        if (statement.assignments.length > 0) act(statement.role, loops);
        return true;
      case "if":
        act(statement.role, loops);
        return done.branches([() => block(statement.then, loops), () => statement.else === undefined || block(statement.else, loops)]);
      case "match":
        act(statement.role, loops);
        return done.branches(
          statement.cases.map(
            ({ body }) =>
              () =>
                block(body, loops),
          ),
        );
      case "choose":
        act(statement.role, loops);
        return done.branches(statement.branches.map((branch) => () => block(branch, loops)));
      case "while": {
        act(statement.role, loops);
        const loop: Loop = { name: undefined, active: {}, open: done.enter() };
        done.leave(loop.open);
        block(statement.body, [...loops, loop]);
        done.exit(loop.open);
        return true;
      }
      case "loop": {
        const loop: Loop = { name: statement.name, active: {}, open: done.enter() };
        if (block(statement.body, [...loops, loop])) comesBack(loop);
        done.exit(loop.open);
        const { isBroken = false, outer } = waysOut(declaration.body).get(statement) ?? {};
        // What follows a loop that nobody leaves is for the roles outside it; those inside act for ever, or the loop itself is reported.
        if (!isBroken) anybodyActs(loops);
        return isBroken || outer === undefined;
      }
      case "continue":
      case "break": {
        const loop = loops.findLast((each) => each.name?.text === statement.loop.text);
        if (loop === undefined) return false;
        if (statement.kind === "break") done.leave(loop.open);
        else comesBack(loop);
        return false;
      }
      case "call":
        call(statement, loops);
        return true;
      case "unsupported":
        return true;
      default:
        return assertNever(statement);
    }
  }

  function block(source: Block, loops: readonly Loop[]): boolean {
    return source.statements.every((statement) => check(statement, loops));
  }

  const returns = block(declaration.body, []);
  const roles = declaration.roles.map((role) => role.name.text);
  // A choreography that no path leaves by its end acts, vacuously, on every path.
  return { acts: new Set(roles.filter((role) => !returns || done.has(role))), any: !returns || done.has(somebody), passings, idleLoops };
}
