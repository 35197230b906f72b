/** Random syntax trees of protocols, processes, systems and contexts, without regard to scopes or types. */
import { nowhere } from "../../calculus/diagnostics/index.ts";
import type {
  ContextMember,
  Declaration,
  LocalBlock,
  LocalStatement,
  Name,
  PayloadItem,
  ProcessBlock,
  ProcessStatement,
  ProtocolBlock,
  ProtocolStatement,
  SelectAction,
  SelectAlternative,
  SystemMember,
  SystemSession,
} from "../../calculus/syntax/index.ts";
import type { Chance } from "./chance.ts";
import { name } from "./syntax.ts";
import { comments, expression, list, low, pattern, role, source, type } from "./tree-parts.ts";

const span = nowhere;
/** Words of protocols, processes, systems and contexts that are names in other places. */
const contextual = [
  "choice",
  "rec",
  "par",
  "do",
  "branch",
  "select",
  "when",
  "skip",
  "session",
  "project",
  "plays",
  "at",
  "in",
  "as",
  "protocol",
  "process",
  "system",
  "context",
];

function anyRole(chance: Chance): Name {
  return name(chance.percent(15) ? chance.pick(contextual) : role(chance));
}

function anyLow(chance: Chance): Name {
  return name(chance.percent(15) ? chance.pick(contextual) : low(chance));
}

function label(chance: Chance): Name {
  return chance.percent(10) ? name("_") : anyLow(chance);
}

/** protocol P(A, B) { … } */
export function protocol(chance: Chance): Extract<Declaration, { kind: "protocol" }> {
  return { kind: "protocol", name: anyLow(chance), roles: list(chance, 0, 3, () => anyRole(chance)), body: protocolBody(chance, 4), span };
}

function protocolBody(chance: Chance, depth: number): ProtocolBlock {
  return { statements: list(chance, 0, 3, () => protocolStatement(chance, depth - 1)), span };
}

function protocolStatement(chance: Chance, depth: number): ProtocolStatement {
  const common = { span, ...comments(chance) };
  const branches = (): readonly ProtocolBlock[] => list(chance, 1, 3, () => protocolBody(chance, depth));
  const simple = chance.weighted<() => ProtocolStatement>([
    [
      8,
      () => ({
        ...common,
        kind: "message",
        from: anyRole(chance),
        to: list(chance, 1, chance.percent(20) ? 3 : 1, () => anyRole(chance)),
        label: label(chance),
        payload: list(chance, 0, 2, () => payloadItem(chance)),
      }),
    ],
    [
      1,
      () => ({
        ...common,
        kind: "continue",
        variable: name(chance.pick(["X", "Y"])),
        ...(chance.percent(30) ? { values: list(chance, 1, 2, () => expression(chance, 2)) } : {}),
      }),
    ],
    [1, () => ({ ...common, kind: "do", protocol: anyLow(chance), roles: list(chance, 0, 3, () => anyRole(chance)) })],
  ]);
  if (depth <= 0) return simple();
  return chance.weighted<() => ProtocolStatement>([
    [5, simple],
    [2, () => ({ ...common, kind: "choice", at: anyRole(chance), branches: branches() })],
    [
      1,
      () => ({
        ...common,
        kind: "rec",
        variable: name(chance.pick(["X", "Y"])),
        ...(chance.percent(30)
          ? { variables: list(chance, 1, 2, () => ({ name: anyLow(chance), type: type(chance, 2), initial: expression(chance, 2), span })) }
          : {}),
        body: protocolBody(chance, depth),
      }),
    ],
    [1, () => ({ ...common, kind: "par", branches: branches() })],
  ])();
}

function payloadItem(chance: Chance): PayloadItem {
  return {
    ...(chance.percent(40) ? { name: anyLow(chance) } : {}),
    sort: chance.percent(20) ? { kind: "session", protocol: anyLow(chance), role: anyRole(chance) } : { kind: "value", type: type(chance, 2) },
    span,
  };
}

/** process N(x: T) plays A in P { … } */
export function process(chance: Chance): Extract<Declaration, { kind: "process" }> {
  return {
    kind: "process",
    name: anyLow(chance),
    parameters: list(chance, 0, 2, () => ({ name: anyLow(chance), type: type(chance, 1) })),
    role: anyRole(chance),
    ...(chance.percent(80) ? { protocol: anyLow(chance) } : {}),
    body: processBody(chance, 4),
    span,
  };
}

function processBody(chance: Chance, depth: number): ProcessBlock {
  return { statements: list(chance, 0, 3, () => processStatement(chance, depth - 1)), span };
}

function processStatement(chance: Chance, depth: number): ProcessStatement {
  const common = { span, ...comments(chance) };
  const session = (): { readonly session?: Name } => (chance.percent(25) ? { session: anyLow(chance) } : {});
  const body = (): ProcessBlock => processBody(chance, depth);
  const loop = (): Name => name(chance.pick(["L", "M"]));
  const values = (most: number) => list(chance, 0, most, () => expression(chance, 2));
  const simple = chance.weighted<() => ProcessStatement>([
    [4, () => ({ ...common, kind: "send", ...session(), to: anyRole(chance), label: label(chance), arguments: values(2) })],
    [4, () => ({ ...common, kind: "receive", ...session(), from: anyRole(chance), label: label(chance), variables: list(chance, 0, 2, () => anyLow(chance)) })],
    [3, () => ({ ...common, kind: "assign", variable: anyLow(chance), source: source(chance) })],
    [1, () => ({ ...common, kind: chance.pick(["continue", "break"]), loop: loop() })],
    [1, () => ({ ...common, kind: "call", process: anyLow(chance), arguments: values(2) })],
    [1, () => ({ ...common, kind: chance.pick(["assert", "assume"]), condition: expression(chance, 2) })],
  ]);
  if (depth <= 0) return simple();
  return chance.weighted<() => ProcessStatement>([
    [7, simple],
    [2, () => ({ ...common, kind: "branch", ...session(), from: anyRole(chance), cases: list(chance, 0, 3, () => branchCase(chance, depth)) })],
    [1, () => ({ ...common, kind: "branch", cases: list(chance, 0, 3, () => ({ from: anyRole(chance), ...branchCase(chance, depth) })) })],
    [2, () => ({ ...common, kind: "if", condition: expression(chance, 2), then: body(), ...(chance.percent(60) ? { else: body() } : {}) })],
    [
      1,
      () => ({
        ...common,
        kind: "match",
        scrutinee: expression(chance, 2),
        cases: list(chance, 0, 3, () => ({ pattern: pattern(chance), body: body(), ...comments(chance) })),
      }),
    ],
    [1, () => ({ ...common, kind: "choose", branches: list(chance, 2, 3, body) })],
    [2, () => ({ ...common, kind: "select", alternatives: list(chance, 0, 3, () => alternative(chance, depth)) })],
    [1, () => ({ ...common, kind: "while", condition: expression(chance, 2), body: body() })],
    [1, () => ({ ...common, kind: "loop", name: loop(), body: body() })],
  ])();
}

function branchCase(chance: Chance, depth: number): Extract<ProcessStatement, { kind: "branch" }>["cases"][number] {
  return { label: label(chance), variables: list(chance, 0, 2, () => anyLow(chance)), body: processBody(chance, depth), ...comments(chance) };
}

function alternative(chance: Chance, depth: number): SelectAlternative {
  return {
    ...(chance.percent(50) ? { guard: expression(chance, 2) } : {}),
    action: chance.pick<SelectAction>([
      { kind: "send", to: anyRole(chance), label: label(chance), arguments: list(chance, 0, 2, () => expression(chance, 2)) },
      { kind: "receive", from: anyRole(chance), label: label(chance), variables: list(chance, 0, 2, () => anyLow(chance)) },
      { kind: "skip" },
    ]),
    updates: list(chance, 0, 2, () => ({ variable: anyLow(chance), expression: expression(chance, 2) })),
    body: chance.percent(50) ? processBody(chance, depth) : { statements: [], span },
    span,
    ...comments(chance),
  };
}

/** system S { A = N; B = project C; session q : Q { … } } */
export function system(chance: Chance): Extract<Declaration, { kind: "system" }> {
  return {
    kind: "system",
    name: anyLow(chance),
    members: list(chance, 0, 3, () => member(chance)),
    sessions: list(chance, 0, 2, () => session(chance)),
    span,
  };
}

function member(chance: Chance): SystemMember {
  const of = anyLow(chance);
  return { role: anyRole(chance), by: chance.percent(60) ? { kind: "process", name: of } : { kind: "project", of }, span, ...comments(chance) };
}

function session(chance: Chance): SystemSession {
  const end = () => ({ role: anyRole(chance), holder: anyRole(chance), variable: anyLow(chance), span, ...comments(chance) });
  return { name: anyLow(chance), protocol: anyLow(chance), ends: list(chance, 0, 3, end), span, ...comments(chance) };
}

/** context C { A { … } B { … } } */
export function context(chance: Chance): Extract<Declaration, { kind: "context" }> {
  return { kind: "context", name: anyLow(chance), members: list(chance, 0, 3, () => contextMember(chance)), span };
}

function contextMember(chance: Chance): ContextMember {
  return { role: anyRole(chance), body: localBody(chance, 4), span, ...comments(chance) };
}

function localBody(chance: Chance, depth: number): LocalBlock {
  return { statements: list(chance, 0, 3, () => localStatement(chance, depth - 1)), span };
}

function localStatement(chance: Chance, depth: number): LocalStatement {
  const common = { span, ...comments(chance) };
  const variable = (): Name => name(chance.pick(["X", "Y"]));
  const simple = chance.weighted<() => LocalStatement>([
    [
      8,
      () => ({
        ...common,
        kind: chance.pick(["send", "receive"]),
        peer: anyRole(chance),
        label: label(chance),
        payload: list(chance, 0, 2, () => payloadItem(chance)),
      }),
    ],
    [1, () => ({ ...common, kind: "continue", variable: variable() })],
  ]);
  if (depth <= 0) return simple();
  return chance.weighted<() => LocalStatement>([
    [5, simple],
    [2, () => ({ ...common, kind: "choice", branches: list(chance, 1, 3, () => localBody(chance, depth)) })],
    [1, () => ({ ...common, kind: "rec", variable: variable(), body: localBody(chance, depth) })],
  ])();
}
