/** Properties: formulas over fields, guarded locals, events and positions of one choreography or system (docs/language.md, properties). */
import { assertNever } from "../assert-never.ts";
import type { Fix } from "../diagnostics/index.ts";
import { entryPoint } from "../elaboration/index.ts";
import type { Formula, Name, Property, Type } from "../syntax/index.ts";
import { boolType, describeType, unknownType } from "../values/index.ts";
import { reportNotClosed } from "./closed-choreography.ts";
import { expect } from "./expressions.ts";
import { listed } from "./wording.ts";
import type { ExpressionScope } from "./expression-scope.ts";
import { observableSystem } from "./observable-system.ts";
import type { ChoreographyDeclaration, Program, PropertyDeclaration, SystemDeclaration } from "./program.ts";
import type { Observable } from "./reachable.ts";
import type { Reporter } from "./reporter.ts";

/** Locals that are certainly set, as `role variable`. */
type Guards = ReadonlySet<string>;

const none: Guards = new Set();

/** Reports what is wrong in a property; `observe` says what a choreography shows. */
export function checkProperty(
  declaration: PropertyDeclaration,
  program: Program,
  observe: (choreography: ChoreographyDeclaration) => Observable,
  reporter: Reporter,
): void {
  const subject = declaration.of?.text ?? entryPoint(program.files);
  if (subject === undefined) {
    reporter.report("no-entry-point", declaration.name.span, "a property of which choreography? There is neither `main` nor exactly one", {
      notes: [`write \`property ${declaration.name.text} of C = …;\``],
    });
    return;
  }
  const choreography = program.choreographies.get(subject);
  const system = program.systems.get(subject);
  const about = choreography ?? system;
  if (about === undefined) {
    const names = (): readonly string[] => [...program.choreographies.keys(), ...program.systems.keys()];
    if (declaration.of !== undefined) reporter.unknown("unknown-choreography", declaration.of, "choreography or system", names);
    return;
  }
  if (choreography !== undefined) reportNotClosed(choreography, declaration.of?.span ?? declaration.name.span, "a property of it", reporter);
  const seen = about.kind === "choreography" ? observe(about) : observableSystem(about, program);
  const place: Place = { property: declaration.property, about, program, seen, reporter };
  for (const formula of formulasOf(declaration.property)) checkFormula(formula, none, place);
}

interface Place {
  readonly property: Property;
  readonly about: ChoreographyDeclaration | SystemDeclaration;
  readonly program: Program;
  readonly seen: Observable;
  readonly reporter: Reporter;
}

function formulasOf(property: Property): readonly Formula[] {
  switch (property.kind) {
    case "always":
    case "never":
    case "finally":
    case "witness":
    case "eventually":
      return [property.formula];
    case "leads-to":
    case "until":
      return [property.left, property.right];
    default:
      return assertNever(property);
  }
}

/** `guards` are the locals that the formula's place makes sure of. */
function checkFormula(formula: Formula, guards: Guards, place: Place): void {
  switch (formula.kind) {
    case "not":
      checkFormula(formula.operand, guards, place);
      return;
    case "and":
    case "implies":
      checkFormula(formula.left, guards, place);
      checkFormula(formula.right, union(guards, ensured(formula.left, true)), place);
      return;
    case "or":
      checkFormula(formula.left, guards, place);
      checkFormula(formula.right, union(guards, ensured(formula.left, false)), place);
      return;
    case "expression":
      expect(formula.expression, boolType, stateScope(guards, place));
      return;
    case "is-set": {
      if (findRole(formula.role, place)) variableOf(formula.role, formula.variable, place);
      return;
    }
    case "sent":
    case "received": {
      findRole(formula.from, place);
      findRole(formula.to, place);
      const { message } = formula;
      if (message !== undefined && !place.seen.messages().has(message.text)) {
        place.reporter.unknown("unknown-message", message, "message label", () => place.seen.messages());
      }
      return;
    }
    case "at-end":
      findRole(formula.role, place);
      return;
    case "at-label":
      findRole(formula.role, place);
      if (!place.seen.labels().has(formula.label.text)) {
        place.reporter.unknown("unknown-label", formula.label, "statement label", () => place.seen.labels());
      }
      return;
    default:
      assertNever(formula);
  }
}

/** The locals that are set whenever the formula has the truth value. */
function ensured(formula: Formula, value: boolean): Guards {
  switch (formula.kind) {
    case "not":
      return ensured(formula.operand, !value);
    case "and":
      return (value ? union : intersection)(ensured(formula.left, value), ensured(formula.right, value));
    case "or":
      return (value ? intersection : union)(ensured(formula.left, value), ensured(formula.right, value));
    case "implies":
      return (value ? intersection : union)(ensured(formula.left, !value), ensured(formula.right, value));
    case "is-set":
      return value ? new Set([guard(formula.role.text, formula.variable.text)]) : none;
    case "expression":
    case "sent":
    case "received":
    case "at-end":
    case "at-label":
      return none;
    default:
      return assertNever(formula);
  }
}

function union(left: Guards, right: Guards): Guards {
  return right.size === 0 ? left : new Set([...left, ...right]);
}

function intersection(left: Guards, right: Guards): Guards {
  return new Set([...left].filter((each) => right.has(each)));
}

function guard(role: string, variable: string): string {
  return `${role} ${variable}`;
}

function findRole(role: Name, { seen, about, program, reporter }: Place): boolean {
  if (seen.roles.has(role.text)) return true;
  if (program.roles.has(role.text)) {
    reporter.report("role-not-in-scope", role.span, `${role.text} is not a role of \`${about.name.text}\``, {
      labels: [{ span: about.name.span, message: `the ${about.kind} that the property is about` }],
    });
  } else reporter.unknown("unknown-role", role, "role", () => seen.roles.keys());
  return false;
}

/** The type of `A.x`, and whether x is a field; undefined after a report when A has no such variable. */
function variableOf(role: Name, variable: Name, { seen, reporter }: Place): { readonly type: Type; readonly isField: boolean } | undefined {
  const field = seen.roles.get(role.text)?.get(variable.text);
  if (field !== undefined) return { type: field.type, isField: true };
  const local = seen.local(role.text, variable.text);
  if (local === undefined) {
    reporter.unknown("unknown-name", variable, `variable of ${role.text}:`, () => [...(seen.roles.get(role.text)?.keys() ?? []), ...seen.locals(role.text)]);
    return undefined;
  }
  if (local.conflict !== undefined) {
    reporter.report("ambiguous-type", variable.span, `\`${role.text}.${variable.text}\` has different types in different calls`, {
      labels: [local.first, local.conflict].map(({ name, type }) => ({ span: name.span, message: `${describeType(type)} here` })),
    });
    return undefined;
  }
  return { type: local.type, isField: false };
}

/** Expressions about one state: `A.x` of any role of the choreography, constants, functions with a body. */
function stateScope(guards: Guards, place: Place): ExpressionScope {
  const { seen, program, reporter } = place;
  return {
    program,
    reporter,
    variable: () => undefined,
    variables: () => [],
    isRole: (name) => seen.roles.has(name) || program.roles.has(name),
    ownersAreRoles: true,
    roleField: (role, variable, span) => {
      const found = findRole(role, place) ? variableOf(role, variable, place) : undefined;
      if (found === undefined) return unknownType;
      const shown = `${role.text}.${variable.text}`;
      if (!found.isField && !guards.has(guard(role.text, variable.text))) {
        reporter.report("unguarded-variable", span, `\`${shown}\` is a local variable, which may not be set`, { fix: guardFix(shown, place.property) });
      }
      return found.type;
    },
    explainUnknown: (name) => {
      const owners = [...seen.roles].filter(([role, fields]) => fields.has(name.text) || seen.local(role, name.text) !== undefined).map(([role]) => role);
      const [owner] = owners;
      if (owner === undefined) return false;
      const edits = [{ span: name.span, replacement: `${owner}.${name.text}` }];
      const choices = listed(owners.map((each) => `${each}.${name.text}`));
      reporter.report("unknown-name", name.span, `\`${name.text}\` of which role? A property names it: ${choices}`, {
        ...(owners.length === 1 ? { fix: { title: `write \`${owner}.${name.text}\``, edits } } : {}),
      });
      return true;
    },
    oracles: "refused",
  };
}

/** Where the formula is to hold, the unset variable makes it true; where it is to be met or avoided, false. */
function guardFix(shown: string, property: Property): Fix {
  const formula = formulasOf(property)[0];
  const span = formula?.span ?? property.span;
  const connective = property.kind === "always" || property.kind === "finally" ? "implies" : "and";
  return {
    title: `say what holds while \`${shown}\` is not set`,
    edits: [
      { span: { ...span, end: span.start }, replacement: `${shown} is set ${connective} (` },
      { span: { ...span, start: span.end }, replacement: ")" },
    ],
  };
}
