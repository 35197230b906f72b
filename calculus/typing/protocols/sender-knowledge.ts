/**
 * Which values the senders of a protocol know: a role knows what was sent last under a name if it sent or received it, or a value that a refinement says is equal. A
 * refinement that speaks of anything else its sender cannot see to (the knowledge of Bocchi, Honda, Tuosto and Yoshida, A Theory of Design-by-Contract for
 * Distributed Multiparty Interactions, CONCUR 2010: history-sensitivity).
 */
import { assertNever } from "../../assert-never.ts";
import type { Expression, Name, ProtocolBlock, ProtocolStatement, Type } from "../../syntax/index.ts";
import { namesOfValue, variablesOf } from "../../syntax/index.ts";
import type { ProtocolDeclaration } from "../program.ts";
import type { Reporter } from "../reporter.ts";
import { allStatements, blocksOf } from "./all-statements.ts";

/** By name that was sent on every path, the roles that know what was sent last under it. */
type Knowers = ReadonlyMap<string, ReadonlySet<string>>;

type Message = Extract<ProtocolStatement, { kind: "message" }>;

/** Warns of refinements that speak of what their senders do not know on every path. The product of the text and the names in it, for each loop around it with variables. */
export function checkSenderKnowledge({ body, roles }: ProtocolDeclaration, reporter: Reporter): void {
  const everybody = new Set(roles.map(({ text }) => text));
  block(body, new Map());

  /** What is known behind the block; undefined where nothing comes there. */
  function block({ statements }: ProtocolBlock, before: Knowers): Knowers | undefined {
    let known: Knowers | undefined = before;
    for (const statement of statements) {
      known = after(statement, known);
      if (known === undefined) return undefined;
    }
    return known;
  }

  function after(statement: ProtocolStatement, known: Knowers): Knowers | undefined {
    switch (statement.kind) {
      case "message":
        return sent(statement, known);
      case "choice":
        return onAll(statement.branches.flatMap((branch) => block(branch, known) ?? []));
      case "rec": {
        const lasting = inEachRound(statement.body, known);
        const left = block(statement.body, new Map([...lasting, ...keepers(statement, known, lasting, everybody)]));
        if (left === undefined || statement.variables === undefined) return left;
        const own = new Set(statement.variables.map(({ name }) => name.text));
        return new Map([...left].filter(([name]) => !own.has(name)));
      }
      case "continue":
        return undefined;
      case "par":
        return together(
          statement.branches.map((branch) => ({ branch, left: block(branch, known) })),
          known,
        );
      case "do":
      case "unsupported":
        return known;
      default:
        return assertNever(statement);
    }
  }

  function sent({ from, to, payload }: Message, before: Knowers): Knowers {
    const present = [from.text, ...to.map(({ text }) => text)];
    const known = new Map(before);
    for (const { name, sort } of payload) {
      if (sort.kind !== "value") continue;
      const predicates = predicatesIn(sort.type);
      for (const other of predicates.flatMap(namesIn)) {
        // What may not have been sent at all is reported with the payloads.
        if (known.get(other.text)?.has(from.text) !== false) continue;
        reporter.report("refinement-unknown-to-sender", other.span, `${from.text} may not know \`${other.text}\``, {
          severity: "warning",
          labels: [{ span: from.span, message: "the sender, who is to see to it that the refinement holds" }],
          notes: [`${from.text} has not sent or received what was sent last as \`${other.text}\`, nor a value that a refinement says is equal, on every path`],
        });
      }
      for (const equal of sort.type.kind === "refined" ? namesOfValue(sort.type.predicate) : []) {
        const knowing = known.get(equal);
        if (knowing !== undefined) known.set(equal, new Set([...knowing, ...present]));
      }
      if (name !== undefined) known.set(name.text, new Set(present));
    }
    return known;
  }
}

function messagesOf(body: ProtocolBlock): readonly Message[] {
  return allStatements(body).filter((statement) => statement.kind === "message");
}

/** What is known whichever of them it is. */
function onAll([first, ...others]: readonly Knowers[]): Knowers | undefined {
  if (first === undefined) return undefined;
  const everywhere = [...first].filter(([name]) => others.every((one) => one.has(name)));
  return new Map(everywhere.map(([name, roles]) => [name, new Set([...roles].filter((role) => others.every((one) => one.get(name)?.has(role) === true)))]));
}

/** What is known whenever the body begins: nobody knows more than before, and who is not present at some message with the name not its value. */
function inEachRound(body: ProtocolBlock, known: Knowers): Knowers {
  const lasting = new Map(known);
  for (const { from, to, payload } of messagesOf(body)) {
    const present = new Set([from.text, ...to.map(({ text }) => text)]);
    for (const { name } of payload) {
      const roles = name === undefined ? undefined : lasting.get(name.text);
      if (name !== undefined && roles !== undefined) lasting.set(name.text, new Set([...roles].filter((role) => present.has(role))));
    }
  }
  return lasting;
}

type Loop = Extract<ProtocolStatement, { kind: "rec" }>;

/**
 * Who knows the variables of a loop in each round: who knows what their first values are computed from, and, wherever the loop is repeated, what the new ones are
 * computed from, and has taken part in the round before that. Of names that are sent in the loop those know the last value who are present whenever one is sent.
 */
function keepers({ variable, variables = [], body }: Loop, before: Knowers, lasting: Knowers, everybody: ReadonlySet<string>): Knowers {
  const know = (names: readonly Name[], known: Knowers): ReadonlySet<string> =>
    new Set([...everybody].filter((role) => names.every(({ text }) => known.get(text)?.has(role) === true)));
  let kept = new Map(variables.map(({ name, initial }) => [name.text, know(namesIn(initial), before)] as const));
  if (kept.size === 0) return kept;
  const present = new Map<string, ReadonlySet<string>>();
  for (const { from, to, payload } of messagesOf(body))
    for (const { name } of payload) {
      if (name === undefined) continue;
      const here = [from.text, ...to.map(({ text }) => text)];
      const others = present.get(name.text);
      present.set(name.text, new Set(here.filter((role) => others?.has(role) !== false)));
    }
  const rounds = jumpsTo(variable.text, body, new Set());
  for (let size = -1; size !== total(kept);) {
    size = total(kept);
    const known: Knowers = new Map([...lasting, ...present, ...kept]);
    kept = new Map(
      variables.map(({ name }, index) => {
        const still = (role: string): boolean =>
          rounds.every(({ values, active }) => {
            const value = values[index];
            return active.has(role) && (value === undefined || know(namesIn(value), known).has(role));
          });
        return [name.text, new Set([...(kept.get(name.text) ?? [])].filter(still))] as const;
      }),
    );
  }
  return kept;
}

function total(knowers: Knowers): number {
  return [...knowers.values()].reduce((sum, { size }) => sum + size, 0);
}

/** Where the block jumps to the head of the loop, with the roles that have sent or received something on every path there. */
function jumpsTo(
  loop: string,
  { statements }: ProtocolBlock,
  before: ReadonlySet<string>,
): readonly { readonly values: readonly Expression[]; readonly active: ReadonlySet<string> }[] {
  const active = new Set(before);
  return statements.flatMap((statement) => {
    if (statement.kind === "message") for (const { text } of [statement.from, ...statement.to]) active.add(text);
    if (statement.kind === "continue") return statement.variable.text === loop ? [{ values: statement.values ?? [], active }] : [];
    return blocksOf(statement).flatMap((inner) => jumpsTo(loop, inner, active));
  });
}

/** Behind blocks that go on side by side: of a name that one of them sends, what is known behind that one; of a name that several send nothing. */
function together(branches: readonly { readonly branch: ProtocolBlock; readonly left: Knowers | undefined }[], before: Knowers): Knowers {
  const known = new Map(before);
  const seen = new Set<string>();
  for (const { branch, left } of branches)
    for (const name of new Set(messagesOf(branch).flatMap(({ payload }) => payload.flatMap((item) => item.name?.text ?? [])))) {
      known.set(name, seen.has(name) ? new Set() : (left?.get(name) ?? new Set()));
      seen.add(name);
    }
  return known;
}

function predicatesIn(type: Type): readonly Expression[] {
  switch (type.kind) {
    case "primitive":
    case "named":
      return [];
    case "refined":
      return [...predicatesIn(type.base), type.predicate];
    case "option":
    case "list":
    case "set":
      return predicatesIn(type.element);
    case "map":
      return [...predicatesIn(type.key), ...predicatesIn(type.value)];
    default:
      return assertNever(type);
  }
}

/** What a refinement or an expression speaks of, besides the value itself. */
function namesIn(expression: Expression): readonly Name[] {
  return variablesOf(expression).filter(({ text }) => text !== "value");
}
