/** A Scribble module: its name, types, signatures and protocols. */
import type { Span } from "../../../calculus/diagnostics/index.ts";
import type { Name, ProtocolBlock } from "../../../calculus/syntax/index.ts";
import { recovery } from "../token-cursor.ts";
import { readAnnotation, readQualifiedName } from "./messages.ts";
import { readPragmas } from "./pragmas.ts";
import type { DeclaredProtocol, Reading, Scope } from "./reading.ts";
import { enter, readBlock, refuseParameters } from "./statements.ts";

/** A role of a protocol's list: `role A`, or `role X as A`, which others call X and the protocol itself A. */
interface FormalRole {
  readonly outside: Name;
  readonly inside: Name;
}

const declarationWords: ReadonlySet<string> = new Set(["module", "import", "type", "data", "sig", "global", "protocol", "aux", "explicit", "nested", "local"]);

/** Reads everything up to the end, and returns the scope of its protocols. */
export function readModule(reading: Reading): Scope {
  const { cursor } = reading;
  const scope: Scope = { protocols: new Map(), roles: [], outer: undefined };
  const types = new Map<string, Name>();
  while (!cursor.atEnd()) {
    const before = cursor.position();
    try {
      readPragmas(reading);
      if (!cursor.atEnd()) readDeclaration(reading, scope, types);
    } catch (failure) {
      if (failure !== recovery) throw failure;
      recoverDeclaration(reading, before);
    }
  }
  return scope;
}

/** Moves to the next word that begins a declaration outside of all braces. */
function recoverDeclaration({ cursor }: Reading, before: number): void {
  if (cursor.position() === before) cursor.advance();
  while (!cursor.atEnd()) {
    if (cursor.isWord() && declarationWords.has(cursor.token().text)) return;
    if (cursor.token().kind === "pragma") return;
    if (cursor.is("{") || cursor.is("(")) cursor.skipBalanced();
    else cursor.advance();
  }
}

function readDeclaration(reading: Reading, scope: Scope, types: Map<string, Name>): void {
  const { cursor } = reading;
  const { text, start } = cursor.token();
  switch (text) {
    case "module":
      cursor.advance();
      readQualifiedName(reading, "the name of the module");
      cursor.expect(";");
      return;
    case "import":
    case "from":
      readImport(reading, start);
      return;
    case "type":
    case "data":
    case "sig":
      readAlias(reading, types);
      return;
    case "nested":
      if ([...scope.protocols.values()].some(({ kind }) => kind === "global")) {
        cursor.unexpected("a global protocol", ["nested protocols are declared before the first global one"]);
      }
      readNested(reading, scope, "");
      return;
    case "local":
      cursor.advance();
      while (!cursor.atEnd() && !cursor.is("{")) cursor.advance();
      cursor.skipBalanced();
      cursor.report("not-yet-supported", cursor.spanFrom(start), "local protocols are not supported yet");
      return;
    default:
      readGlobal(reading, scope);
  }
}

function readImport({ cursor }: Reading, start: number): void {
  while (!cursor.atEnd() && !cursor.is("{") && !cursor.accept(";")) cursor.advance();
  cursor.report("not-yet-supported", cursor.spanFrom(start), "imports of modules are not supported yet");
}

/** `type <java> "java.lang.Integer" from "rt.jar" as Int;`: what the type is elsewhere does not matter here; its name is known by its uses. */
function readAlias({ cursor }: Reading, types: Map<string, Name>): void {
  cursor.advance();
  cursor.expect("<");
  cursor.name("a language");
  cursor.expect(">");
  if (cursor.advance().kind !== "string") cursor.unexpected("a type of that language, in quotes");
  cursor.expect("from");
  if (cursor.advance().kind !== "string") cursor.unexpected("where the type is, in quotes");
  cursor.expect("as");
  const name = cursor.name("a name");
  cursor.expect(";");
  declare(cursor, types, name, name);
}

/** `[aux] [explicit] [global] protocol P<…>(role A, role B) { … }`, or `instantiates Q(A, B);` instead of the body. */
function readGlobal(reading: Reading, scope: Scope): void {
  const { cursor } = reading;
  const { start } = cursor.token();
  const expected = "a declaration: `global protocol`, `nested protocol`, `type`, `sig` or `module`";
  // An auxiliary protocol is judged like any other.
  cursor.accept("aux");
  if (cursor.is("explicit") && (cursor.is("global", 1) || cursor.is("protocol", 1))) {
    cursor.report("not-yet-supported", cursor.spanOf(cursor.advance()), "explicit connections are not supported yet");
  }
  if (cursor.accept("global")) cursor.accept("protocol");
  else cursor.expect("protocol", expected);
  const name = cursor.name("the name of a protocol");
  const { formal, introduced } = readHead(reading);
  for (const { outside } of introduced) cursor.report("unexpected-token", outside.span, "new roles are those of nested protocols");
  const roles = formal.map(({ inside }) => inside);
  declareProtocol(reading, scope, { name, roles: formal.map(({ outside }) => outside), ends: roles, kind: "global", path: name.text });
  const inner: Scope = { protocols: new Map(), roles, outer: scope };
  const body = readBody(reading, inner, name.text);
  reading.protocols.push({ kind: "protocol", name, roles, body, span: cursor.spanFrom(start) });
}

/** `nested protocol P(role A; new role B) { … }`; reports are about `P` inside of `Outer` as `Outer.P`. */
function readNested(reading: Reading, scope: Scope, path: string): void {
  const { cursor } = reading;
  const { start } = cursor.token();
  cursor.advance();
  cursor.expect("protocol");
  const name = cursor.name("the name of a protocol");
  const { formal, introduced } = readHead(reading);
  const ends = formal.map(({ inside }) => inside);
  declareProtocol(reading, scope, { name, roles: formal.map(({ outside }) => outside), ends, kind: "nested", path: path + name.text });
  const roles = [...ends, ...introduced.map(({ inside }) => inside)];
  const inner: Scope = { protocols: new Map(), roles, outer: scope };
  const body = readBody(reading, inner, path + name.text);
  reading.protocols.push({ kind: "protocol", name: { ...name, text: path + name.text }, roles, body, span: cursor.spanFrom(start) });
}

function readHead(reading: Reading): { readonly formal: readonly FormalRole[]; readonly introduced: readonly FormalRole[] } {
  const { cursor } = reading;
  if (cursor.is("<")) refuseParameters(reading, "parameters");
  const formal: FormalRole[] = [];
  const introduced: FormalRole[] = [];
  cursor.expect("(", "`(` and the roles");
  if (!cursor.accept(")")) {
    do formal.push(readRole(reading));
    while (cursor.accept(","));
    if (cursor.accept(";")) {
      cursor.expect("new");
      do introduced.push(readRole(reading));
      while (cursor.accept(","));
    }
    cursor.expect(")", "`,` or `)`");
  }
  if (cursor.is("(")) {
    const { start } = cursor.token();
    cursor.skipBalanced();
    cursor.report("not-yet-supported", cursor.spanFrom(start), "parameters of a protocol that are values are not supported yet");
  }
  readAnnotation(cursor);
  return { formal, introduced };
}

function readRole({ cursor }: Reading): FormalRole {
  cursor.expect("role", "`role` and its name");
  const outside = cursor.name("the name of a role");
  return { outside, inside: cursor.accept("as") ? cursor.name("the name of a role") : outside };
}

function readBody(reading: Reading, scope: Scope, path: string): ProtocolBlock {
  const { cursor } = reading;
  if (!cursor.is("instantiates")) {
    return readBlock(reading, scope, () => {
      while (cursor.is("nested") && cursor.is("protocol", 1)) readNested(reading, scope, `${path}.`);
    });
  }
  const { start } = cursor.advance();
  const protocol = readQualifiedName(reading, "a protocol");
  const roles = enter(reading, protocol, scope);
  cursor.expect(";");
  const span = cursor.spanFrom(start);
  return { statements: [{ kind: "do", protocol, roles, span }], span };
}

/** A nested protocol is known inside what it is declared in; a name that is declared twice there is reported. */
function declareProtocol({ cursor }: Reading, scope: Scope, protocol: DeclaredProtocol): void {
  const before = scope.protocols.get(protocol.name.text);
  // Two global protocols of one name are reported with the protocols of our own language.
  if (before !== undefined && (before.kind === "nested" || protocol.kind === "nested")) {
    cursor.report("duplicate-name", protocol.name.span, `\`${protocol.name.text}\` is declared twice`, {
      labels: [{ span: before.name.span, message: "first here" }],
    });
  }
  if (before === undefined) scope.protocols.set(protocol.name.text, protocol);
}

function declare(cursor: Reading["cursor"], names: Map<string, Name>, name: Name, { span }: { readonly span: Span }): void {
  const before = names.get(name.text);
  if (before === undefined) names.set(name.text, name);
  else cursor.report("duplicate-name", span, `\`${name.text}\` is declared twice`, { labels: [{ span: before.span, message: "first here" }] });
}
