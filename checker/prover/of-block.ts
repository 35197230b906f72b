/** Labelled statements and choreographies as transformations of the fields of their roles. */
import { end, sequence, subterms } from "../../calculus/core/index.ts";
import type { Choreography, Domain, Instruction, Model, Role, Variable } from "../../calculus/core/index.ts";
import { baseTypeOf } from "../../calculus/machine/index.ts";
import { present } from "../../calculus/present.ts";
import { variablesOf } from "../../calculus/syntax/index.ts";
import type { Expression, Type } from "../../calculus/syntax/index.ts";
import type { LocalTypes } from "../../calculus/typing/index.ts";
import { ownPlace } from "./places.ts";
import type { OwnPlace } from "./places.ts";
import type { NotMeant } from "./obligation.ts";
import type { Transformation } from "./transformation.ts";

/** Types of locals by choreography, role and name. */
export type AllLocalTypes = ReadonlyMap<string, LocalTypes>;

/** The statement with this label, wherever it is in the only choreography that has it. */
export function blockTransformation(label: string, model: Model, locals: AllLocalTypes): Transformation | NotMeant {
  const found = [...model.procedures.values()].flatMap(({ name, body }) => blocksIn(body, label).map((block) => ({ name, block })));
  const [only, ...more] = found;
  if (only === undefined) return notMeant(`there is no statement '${label}`);
  if (more.length > 0) return notMeant(`there are several statements '${label}`);
  return transformation(`'${label}`, only.block, only.name, [], model, locals);
}

/** A choreography from all stores of its roles. Formal roles have the fields of the role whose state they have. */
export function choreographyTransformation(name: string, model: Model, locals: AllLocalTypes): Transformation | NotMeant {
  const procedure = model.procedures.get(name);
  if (procedure === undefined) return notMeant(`there is no choreography ${name}`);
  return transformation(name, procedure.body, name, procedure.roles, model, locals);
}

function notMeant(reason: string): NotMeant {
  return { kind: "not-meant", reason };
}

/** The longest runs of instructions with this label. */
function blocksIn(term: Choreography, label: string): readonly Choreography[] {
  const found: Choreography[] = [];
  const seen = new Set<Choreography>();
  const pending = [term];
  for (let rest = pending.pop(); rest !== undefined; rest = pending.pop()) {
    let isInside = false;
    for (; rest.kind === "sequence" && !seen.has(rest); rest = rest.tail) {
      seen.add(rest);
      const isOwn = labelOf(rest.head) === label;
      if (isOwn && !isInside) found.push(labelled(rest, label));
      isInside = isOwn;
      pending.push(...subterms(rest.head));
    }
  }
  return found;
}

function labelOf(instruction: Instruction): string | undefined {
  return "site" in instruction ? instruction.site.label : undefined;
}

function labelled(term: Choreography, label: string): Choreography {
  return term.kind === "sequence" && labelOf(term.head) === label ? sequence(term.head, labelled(term.tail, label)) : end;
}

function transformation(
  name: string,
  body: Choreography,
  within: string,
  listed: readonly Role[],
  model: Model,
  locals: AllLocalTypes,
): Transformation | NotMeant {
  const { definitions } = model;
  const procedure = present(model.procedures.get(within));
  const uses = usesOf(body);
  if (uses.refused !== undefined) return notMeant(`${name} contains a ${uses.refused}`);
  const roles = [...new Set([...listed, ...uses.roles])];
  const fields = roles.flatMap((role) =>
    (model.roles.get(procedure.stateOf.get(role) ?? role) ?? []).map((field) => ({ ...field, place: ownPlace(role, field.name) })),
  );
  const durable = fields.filter((field) => field.durable);
  const state = (durable.length > 0 ? durable : fields).map(({ place }) => place);
  const types = new Map<OwnPlace, Type>(fields.map(({ place, type }) => [place, baseTypeOf(type, definitions)]));
  const typeOf = (role: Role, variable: Variable): Type | undefined =>
    procedure.parameters.find((parameter) => parameter.role === role && parameter.name === variable)?.type ?? locals.get(within)?.get(role)?.get(variable);
  const inputs: { readonly variable: OwnPlace; readonly domain: Domain }[] = fields.map(({ place, type }) => ({
    variable: place,
    domain: { kind: "type", type },
  }));
  for (const [place, { role, variable }] of uses.read) {
    const type = typeOf(role, variable);
    if (types.has(place) || type === undefined) continue;
    types.set(place, baseTypeOf(type, definitions));
    inputs.push({ variable: place, domain: { kind: "type", type } });
  }
  const results: OwnPlace[] = [];
  for (const [place, { role, variable }] of uses.written) {
    const type = types.get(place) ?? typeOf(role, variable);
    if (state.includes(place) || type === undefined) continue;
    types.set(place, baseTypeOf(type, definitions));
    results.push(place);
  }
  return { name, definitions, body, inputs, state: new Map(state.map((place) => [place, place])), results, types, isFunction: false };
}

interface Use {
  readonly role: Role;
  readonly variable: Variable;
}

interface Uses {
  readonly roles: Set<Role>;
  /** Names in expressions that may be read before they are written; constants and constructors are among them. */
  readonly read: Map<OwnPlace, Use>;
  readonly written: Map<OwnPlace, Use>;
  refused?: string;
}

/** What a body reads and writes, in the order of the text. Linear in it. */
export function usesOf(body: Choreography): Uses {
  const uses: Uses = { roles: new Set(), read: new Map(), written: new Map() };
  collect(body, new Set(), uses);
  return uses;
}

/** Returns what is written on every way through the body. */
function collect(body: Choreography, before: ReadonlySet<OwnPlace>, uses: Uses): ReadonlySet<OwnPlace> {
  const written = new Set(before);
  const read = (role: Role, expressions: readonly Expression[]): void => {
    uses.roles.add(role);
    for (const variable of expressions.flatMap(variablesOf).map(({ text }) => text)) {
      const place = ownPlace(role, variable);
      if (!written.has(place)) uses.read.set(place, { role, variable });
    }
  };
  const write = (role: Role, variables: readonly Variable[], into: Set<OwnPlace> = written): void => {
    uses.roles.add(role);
    for (const variable of variables) {
      if (variable === "_") continue;
      into.add(ownPlace(role, variable));
      uses.written.set(ownPlace(role, variable), { role, variable });
    }
  };
  const branches = (all: readonly { readonly body: Choreography; readonly start: ReadonlySet<OwnPlace> }[]): void => {
    const [first, ...others] = all.map((one) => collect(one.body, one.start, uses));
    for (const place of first ?? []) if (others.every((other) => other.has(place))) written.add(place);
  };
  for (let rest = body; rest.kind === "sequence"; rest = rest.tail) {
    const { head } = rest;
    switch (head.kind) {
      case "assign":
        read(head.role, [head.expression]);
        write(head.role, [head.variable]);
        break;
      case "havoc": {
        const { domain } = head;
        read(head.role, domain.kind === "range" ? [domain.low, domain.high] : []);
        if (domain.kind === "type") read(head.role, predicatesOf(domain.type));
        write(head.role, [head.variable]);
        break;
      }
      case "assert":
      case "assume":
        read(head.role, [head.condition]);
        break;
      case "if":
        read(head.role, [head.condition]);
        branches([head.then, head.else].map((each) => ({ body: each, start: written })));
        break;
      case "match":
        read(head.role, [head.scrutinee]);
        branches(
          head.cases.map(({ pattern, body: each }) => {
            const start = new Set(written);
            if (pattern.kind === "constructor") write(head.role, pattern.variables, start);
            return { body: each, start };
          }),
        );
        break;
      case "choose":
        uses.roles.add(head.role);
        branches(head.branches.map((each) => ({ body: each, start: written })));
        break;
      case "communicate":
        read(head.from, head.expressions);
        write(head.to, head.variables);
        break;
      case "select":
        uses.roles.add(head.from).add(head.to);
        break;
      default:
        uses.refused ??= head.kind;
    }
  }
  return written;
}

function predicatesOf(type: Type): readonly Expression[] {
  return type.kind === "refined" ? [type.predicate, ...predicatesOf(type.base)] : [];
}
