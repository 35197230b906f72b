/** Reads machines from their text (docs/machine.md, the format). Bad texts are refused with a place, never with an exception. */
import type { Domain, FaultModel, NetworkArchitecture, Role, Value } from "../core/index.ts";
import type { Diagnostic } from "../diagnostics/index.ts";
import { defaultLimits } from "../diagnostics/index.ts";
import { faultModelsOf } from "../elaboration/index.ts";
import { analyseText } from "../loading/index.ts";
import { Cursor, decodeString, lexWithinLimits, parseExpression, parseFaults, parseSource, parseType, recovery, tokenKinds as kinds } from "../parser/index.ts";
import type { AnyDomain, Expression, Type } from "../syntax/index.ts";
import { collectionType, mapType, unknownType } from "../values/index.ts";
import { checkMachine } from "./check-read.ts";
import type { Command, Effect, Guard, Machine, MachineChannel, MachineLocation, MachineProcess, MachineVariable, MatchCase, Update } from "./machine.ts";
import { endType } from "./types.ts";

export type ReadResult = { readonly ok: true; readonly machine: Machine } | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** The inverse of `printMachine`. Sites are places in this text. Linear in the text, apart from the declarations, which are checked as those of a program are. */
export function readMachine(text: string): ReadResult {
  const outcome = lexWithinLimits(text, 0, defaultLimits);
  if ("refused" in outcome) return { ok: false, diagnostics: outcome.refused };
  if (outcome.diagnostics.length > 0) return { ok: false, diagnostics: outcome.diagnostics };
  const cursor = new Cursor(text, 0, defaultLimits, outcome.tokens);
  while (cursor.kind() !== kinds.END && !(cursor.isWord("machine") && cursor.atLineStart())) cursor.advance();
  const declared = analyseText(withSomeDeclaration(text.slice(0, cursor.start())));
  const { model, files } = declared;
  if (model === undefined) return { ok: false, diagnostics: declared.diagnostics.filter(({ severity }) => severity === "error") };
  try {
    const machine = new Reader(cursor).machine(model.definitions);
    const diagnostics = [...cursor.diagnostics, ...checkMachine(machine, files)];
    return diagnostics.length === 0 ? { ok: true, machine } : { ok: false, diagnostics };
  } catch (error) {
    if (error === recovery) return { ok: false, diagnostics: cursor.diagnostics };
    throw error;
  }
}

/** A program declares something; a machine need not. */
function withSomeDeclaration(declarations: string): string {
  let name = "Nobody";
  while (declarations.includes(name)) name += "_";
  return `${declarations}\nrole ${name} {}`;
}

const collections: ReadonlyMap<number, "list" | "set" | "option" | "map"> = new Map([
  [kinds.LIST, "list"],
  [kinds.SET, "set"],
  [kinds.OPTION, "option"],
  [kinds.MAP, "map"],
]);

/** More than so many locations, queues or messages are not counted in a text. */
const largestNumber = 10_000_000;

class Reader {
  readonly #cursor: Cursor;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
  }

  machine(definitions: Machine["definitions"]): Machine {
    const cursor = this.#cursor;
    cursor.expectWord("machine");
    const name = this.#name("the name of the machine");
    cursor.expectWord("on");
    const network = this.#network();
    cursor.expect(kinds.LEFT_BRACE, "`{` and the queues");
    const faults = cursor.isWord("faults") ? this.#faults() : undefined;
    const channels: MachineChannel[] = [];
    while (cursor.isWord("queue")) channels.push(this.#channel());
    const processes: MachineProcess[] = [];
    while (cursor.isWord("process")) processes.push(this.#process());
    cursor.expect(kinds.RIGHT_BRACE, "`process` or `}`");
    if (cursor.kind() !== kinds.END) cursor.unexpected("the end of the text");
    return { name, definitions, processes, channels, network, ...(faults === undefined ? {} : { faults }) };
  }

  #network(): NetworkArchitecture {
    const cursor = this.#cursor;
    const order = (["fifo", "mailbox", "bag"] as const).find((word) => cursor.acceptWord(word)) ?? cursor.unexpected("`fifo`, `mailbox` or `bag`");
    let capacity: number | undefined;
    if (cursor.acceptWord("bounded")) {
      cursor.expect(kinds.LEFT_PARENTHESIS, "`(`");
      capacity = this.#number();
      cursor.expect(kinds.RIGHT_PARENTHESIS, "`)`");
    }
    const lossy = cursor.acceptWord("lossy");
    const duplicating = cursor.acceptWord("duplicating");
    return { order, ...(capacity === undefined ? {} : { capacity }), lossy, duplicating };
  }

  #faults(): FaultModel {
    const cursor = this.#cursor;
    const start = cursor.start();
    cursor.advance();
    const declaration = parseFaults(cursor, start);
    const clauses = declaration.kind === "faults" ? declaration.clauses : [];
    const strange = clauses.find(
      (clause) => ("roles" in clause && clause.roles.length === 0) || !["crash", "lose", "duplicate", "reorder"].includes(clause.kind),
    );
    if (strange !== undefined) cursor.fail("not-yet-supported", strange.span, "a machine has the faults of networks, with the names of its roles");
    const [model] = faultModelsOf([declaration]).values();
    return model ?? cursor.unexpected("a fault model");
  }

  #channel(): MachineChannel {
    const cursor = this.#cursor;
    cursor.advance();
    const from = cursor.kind() === kinds.ARROW ? undefined : this.#name("the sender");
    cursor.expect(kinds.ARROW, "`->`");
    const to = this.#name("the receiver");
    const messages: MachineChannel["messages"][number][] = [];
    cursor.expect(kinds.LEFT_BRACE, "`{` and the messages");
    while (cursor.kind() !== kinds.RIGHT_BRACE) {
      const sender = from ?? this.#name("the sender of a message");
      messages.push({ from: sender, label: this.#name("the label of a message"), types: this.#list(() => this.#type()) });
      if (!cursor.accept(kinds.COMMA)) break;
    }
    cursor.expect(kinds.RIGHT_BRACE, "`,` or `}`");
    return { ...(from === undefined ? {} : { from }), to, messages };
  }

  #process(): MachineProcess {
    const cursor = this.#cursor;
    cursor.advance();
    const role = this.#name("the role of the process");
    const of = cursor.acceptWord("of") ? this.#names() : undefined;
    cursor.expect(kinds.LEFT_BRACE, "`{` and the variables");
    const variables: MachineVariable[] = [];
    while (cursor.isWord("variable") || cursor.kind() === kinds.DURABLE) variables.push(this.#variable(role));
    const locations: MachineLocation[] = [];
    while (cursor.isWord("location")) locations.push(this.#location(role, locations.length));
    cursor.expect(kinds.RIGHT_BRACE, "`location` or `}`");
    return { role, ...(of === undefined ? {} : { of }), variables, locations };
  }

  #variable(role: Role): MachineVariable {
    const cursor = this.#cursor;
    const durable = cursor.kind() === kinds.DURABLE;
    cursor.advance();
    const name = cursor.name("a variable").text;
    let source: MachineVariable["source"] = { role, variable: name };
    if (cursor.acceptWord("of")) {
      const owner = this.#name("a role");
      cursor.expect(kinds.DOT, "`.`");
      source = { role: owner, variable: this.#name("the name in the source") };
    }
    if (cursor.acceptWord("frame")) source = { ...source, frame: this.#number() };
    cursor.expect(kinds.COLON, "`:` and the type");
    const type = this.#type();
    const initial = cursor.accept(kinds.EQUALS) ? this.#initial() : undefined;
    cursor.expect(kinds.SEMICOLON, "`;`");
    return { name, source, type, durable, ...(initial === undefined ? {} : { initial }) };
  }

  #initial(): NonNullable<MachineVariable["initial"]> {
    const cursor = this.#cursor;
    if (cursor.isWord("end") && cursor.ahead(1) !== kinds.SEMICOLON) {
      cursor.advance();
      const value: Value = { kind: "endpoint", ...this.#end() };
      return { kind: "value", value };
    }
    const source = parseSource(cursor);
    return source.kind === "expression" ? source : { kind: "any", domain: this.#domain(source.domain) };
  }

  #domain(domain: AnyDomain): Domain {
    if (domain.kind === "range") return { kind: "range", low: domain.low, high: domain.high };
    if (domain.kind === "type") return { kind: "type", type: domain.type };
    return this.#cursor.unexpected("a type or a range behind `any`");
  }

  #end(): { readonly session: string; readonly role: Role } {
    const session = this.#name("a session");
    this.#cursor.expect(kinds.DOT, "`.`");
    return { session, role: this.#name("an end of the session") };
  }

  #location(role: Role, index: number): MachineLocation {
    const cursor = this.#cursor;
    cursor.advance();
    const span = cursor.here();
    if (this.#number() !== index) cursor.fail("unexpected-token", span, `the locations of a process are numbered from 0; this one is ${String(index)}`);
    const isEnd = cursor.acceptWord("end");
    const label = cursor.acceptWord("at") ? this.#name("the label of a statement") : undefined;
    const dead = this.#dead();
    cursor.expect(kinds.LEFT_BRACE, "`{` and the commands");
    const commands: Command[] = [];
    while (cursor.kind() !== kinds.RIGHT_BRACE) commands.push(this.#command(role));
    cursor.advance();
    return { commands, isEnd, ...(label === undefined ? {} : { label }), ...dead };
  }

  /** Who takes no step any more at a location, and why. */
  #dead(): Pick<MachineLocation, "stopped" | "givenUp"> {
    const cursor = this.#cursor;
    const roles = (word: string): readonly Role[] => (cursor.acceptWord(word) ? this.#list(() => this.#name("a role")) : []);
    const failed = roles("failed").map((role) => ({ role, why: "failed" as const }));
    const stopped = [...failed, ...roles("stopped").map((role) => ({ role, why: "assumption" as const }))];
    const givenUp = roles("without");
    return { ...(stopped.length === 0 ? {} : { stopped }), ...(givenUp.length === 0 ? {} : { givenUp }) };
  }

  /** Roles, separated by commas. */
  #names(): readonly Role[] {
    const found: Role[] = [];
    do found.push(this.#name("a role"));
    while (this.#cursor.accept(kinds.COMMA));
    return found;
  }

  #command(own: Role): Command {
    const cursor = this.#cursor;
    const start = cursor.start();
    let [role, joined]: readonly [Role, readonly Role[]] = [own, []];
    if (cursor.acceptWord("as")) {
      [role = own, ...joined] = this.#names();
      cursor.expect(kinds.SEMICOLON, "`;`");
    }
    const guard = this.#guard();
    if (guard !== undefined) cursor.expect(kinds.SEMICOLON, "`;` and the effect");
    const effect = this.#effect(role);
    cursor.expect(kinds.SEMICOLON, "`;`");
    const updates: Update[] = [];
    if (cursor.acceptWord("do")) {
      do updates.push(this.#update());
      while (cursor.accept(kinds.COMMA));
      cursor.expect(kinds.SEMICOLON, "`;`");
    }
    cursor.expectWord("goto");
    const target = this.#number();
    const rules: string[] = [];
    if (cursor.acceptWord("by")) {
      do rules.push(this.#name("the name of a rule"));
      while (cursor.accept(kinds.COMMA));
    } else if (effect.kind !== "give-up") cursor.expectWord("by");
    cursor.expect(kinds.SEMICOLON, "`;`");
    return {
      role,
      ...(joined.length === 0 ? {} : { joined }),
      guard: guard ?? { kind: "always" },
      effect,
      updates,
      target,
      site: { span: cursor.spanFrom(start) },
      rules,
    };
  }

  #guard(): Guard | undefined {
    const cursor = this.#cursor;
    if (cursor.acceptWord("when")) return { kind: "holds", condition: parseExpression(cursor) };
    if (cursor.acceptWord("unless")) return { kind: "refutes", condition: parseExpression(cursor) };
    if (cursor.acceptWord("defined")) return { kind: "defined", expressions: this.#expressions() };
    if (cursor.acceptWord("undefined")) {
      const expressions = this.#expressions();
      return { kind: "undefined", expressions, ...(cursor.acceptWord("when") ? { when: parseExpression(cursor) } : {}) };
    }
    if (cursor.accept(kinds.MATCH)) return this.#matches();
    if (cursor.acceptWord("holds")) {
      const variable = cursor.name("a variable").text;
      cursor.expectWord("end");
      const { session, role } = this.#end();
      return { kind: "has-end", variable, session, end: role };
    }
    if (cursor.isWord("all") && cursor.ahead(1) === kinds.LEFT_BRACE) return this.#all();
    if (cursor.acceptWord("lacks")) return { kind: "has-no-end", variable: cursor.name("a variable").text };
    return undefined;
  }

  #all(): Guard {
    const cursor = this.#cursor;
    cursor.advance();
    cursor.advance();
    const guards: Guard[] = [];
    while (cursor.kind() !== kinds.RIGHT_BRACE) {
      guards.push(this.#guard() ?? cursor.unexpected("a guard"));
      cursor.expect(kinds.SEMICOLON, "`;`");
    }
    cursor.advance();
    return { kind: "all", guards };
  }

  #matches(): Guard {
    const cursor = this.#cursor;
    const scrutinee = parseExpression(cursor);
    cursor.expect(kinds.LEFT_BRACE, "`{` and the cases");
    const cases: MatchCase[] = [];
    do {
      if (cursor.accept(kinds.UNDERSCORE)) cases.push({ kind: "wildcard" });
      else if (cursor.acceptWord("is")) cases.push({ kind: "constructor", name: cursor.name("a constructor").text });
      else cases.push({ kind: "literal", value: parseExpression(cursor) });
    } while (cursor.accept(kinds.COMMA));
    cursor.expect(kinds.RIGHT_BRACE, "`,` or `}`");
    cursor.expectWord("case");
    return { kind: "matches", scrutinee, cases, index: this.#number() };
  }

  #effect(acting: Role): Effect {
    const cursor = this.#cursor;
    if (cursor.ahead(1) === kinds.ASSIGN) {
      const variable = cursor.name("a variable").text;
      cursor.advance();
      const source = parseSource(cursor);
      if (source.kind !== "any") return cursor.unexpected("`any`");
      return { kind: "any", variable, domain: this.#domain(source.domain) };
    }
    if (cursor.acceptWord("skip")) return { kind: "local" };
    if (cursor.acceptWord("stop")) return { kind: "stop" };
    if (cursor.acceptWord("fail")) return { kind: "fail" };
    if (cursor.accept(kinds.CHOOSE)) return { kind: "choose", branch: this.#number() };
    if (cursor.acceptWord("violate")) return { kind: "violate", text: this.#name("the text of the assertion") };
    if (cursor.acceptWord("send")) {
      const channel = this.#number();
      cursor.expectWord("to");
      return { kind: "send", channel, to: this.#name("the receiver"), label: this.#name("a label"), payload: this.#expressions() };
    }
    if (cursor.acceptWord("receive")) {
      const channel = this.#number();
      cursor.expectWord("from");
      const from = this.#name("the sender");
      const sender = cursor.isWord("sent") && cursor.ahead(1) !== kinds.LEFT_PARENTHESIS ? this.#sender() : from;
      return { kind: "receive", channel, sender, from, label: this.#name("a label"), variables: this.#list(() => cursor.name("a variable").text) };
    }
    for (const word of ["transfer", "post", "take"] as const) if (cursor.acceptWord(word)) return this.#transfer(word, acting);
    if (cursor.acceptWord("without")) return { kind: "give-up", roles: this.#list(() => this.#name("a role")) };
    return cursor.unexpected("an effect");
  }

  #transfer(word: "transfer" | "post" | "take", acting: Role): Effect {
    const cursor = this.#cursor;
    const other = this.#name(word === "take" ? "the sender" : "the receiver");
    const label = this.#name("a label");
    const payload = this.#expressions();
    cursor.expectWord("into");
    const [from, to] = word === "take" ? [other, acting] : [acting, other];
    const half = word === "transfer" ? {} : { half: word === "post" ? ("send" as const) : ("receive" as const) };
    return { kind: "transfer", from, to, label, payload, variables: this.#list(() => cursor.name("a variable").text), ...half };
  }

  #sender(): string {
    this.#cursor.advance();
    return this.#name("the sender");
  }

  #update(): Update {
    const cursor = this.#cursor;
    const variable = cursor.name("a variable").text;
    if (cursor.accept(kinds.ASSIGN)) return { variable, value: { kind: "expression", expression: parseExpression(cursor) } };
    if (cursor.acceptWord("copy")) return { variable, value: { kind: "copy", of: cursor.name("a variable").text } };
    if (cursor.acceptWord("unset")) return { variable, value: { kind: "unset" } };
    cursor.expectWord("payload");
    const position = this.#number();
    cursor.expect(kinds.LEFT_PARENTHESIS, "`(`");
    const scrutinee = parseExpression(cursor);
    cursor.expect(kinds.RIGHT_PARENTHESIS, "`)`");
    return { variable, value: { kind: "payload", scrutinee, position } };
  }

  #expressions(): readonly Expression[] {
    return this.#list(() => parseExpression(this.#cursor));
  }

  /** Items in parentheses, separated by commas. */
  #list<T>(item: () => T): readonly T[] {
    const cursor = this.#cursor;
    cursor.expect(kinds.LEFT_PARENTHESIS, "`(`");
    const items: T[] = [];
    if (cursor.accept(kinds.RIGHT_PARENTHESIS)) return items;
    do items.push(item());
    while (cursor.accept(kinds.COMMA));
    cursor.expect(kinds.RIGHT_PARENTHESIS, "`,` or `)`");
    return items;
  }

  /** A type; `"end"` and `"?"` stand for the two that no program can name. */
  #type(): Type {
    const cursor = this.#cursor;
    if (cursor.kind() === kinds.STRING) return this.#name("a type") === "end" ? endType : unknownType;
    const collection = collections.get(cursor.kind());
    if (collection === undefined || cursor.ahead(1) !== kinds.LESS) return parseType(cursor);
    cursor.advance();
    cursor.advance();
    const first = this.#type();
    let type: Type;
    if (collection === "map") {
      cursor.expect(kinds.COMMA, "`,`");
      type = mapType(first, this.#type());
    } else type = collectionType(collection, first);
    cursor.expect(kinds.GREATER, "`>`");
    return type;
  }

  /** A name as it is, or in quotes. */
  #name(what: string): string {
    const cursor = this.#cursor;
    if (cursor.kind() !== kinds.STRING) return cursor.name(what).text;
    const { start, end } = cursor.here();
    cursor.advance();
    return decodeString(cursor.text, start, end);
  }

  #number(): number {
    const cursor = this.#cursor;
    const span = cursor.here();
    cursor.expect(kinds.INTEGER, "a number");
    const number = Number(cursor.text.slice(span.start, span.end).replaceAll("_", ""));
    if (number > largestNumber) cursor.fail("unexpected-token", span, `expected a number of at most ${String(largestNumber)}`);
    return number;
  }
}
