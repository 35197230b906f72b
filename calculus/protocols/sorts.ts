/**
 * When a payload may stand for another: S <: S'. Values of refined types are values of their base; lists, sets, options and maps cannot be changed, so
 * their elements vary alike; a session end may stand for one that is asked to do less (Ghilezan et al., JLAMP 2019, sorts; Gay and Hole, Acta Inf. 2005).
 */
import type { Message, Role, Sort } from "../core/index.ts";
import type { Type } from "../syntax/index.ts";
import { describeType, expressionKey, isUnknown } from "../values/index.ts";
import { printMessage } from "./print-types.ts";

/** What sorts refer to by name. */
export interface SortContext {
  /** The meanings of `type` declarations; a name that has none is its own type. */
  readonly types: ReadonlyMap<string, Type>;
  /** Whether whoever plays `mine` as one who may play `theirs` is right: the local type of `theirs` is a subtype of that of `mine`. */
  readonly mayPlay: (mine: SessionEnd, theirs: SessionEnd) => boolean;
}

export interface SessionEnd {
  readonly protocol: string;
  readonly role: Role;
}

/** No declared names; session ends are what they are called. */
export const plainSorts: SortContext = {
  types: new Map(),
  mayPlay: (mine, theirs) => mine.protocol === theirs.protocol && mine.role === theirs.role,
};

/** Why not S <: S' for two payloads of equal length, item by item; undefined where it holds. The messages have one label. */
export function payloadObstacle(sent: Message, expected: Message, context: SortContext): string | undefined {
  if (sent.payload.length !== expected.payload.length) return `\`${printMessage(sent)}\` and \`${printMessage(expected)}\` carry different numbers of values`;
  for (const [index, { sort }] of sent.payload.entries()) {
    const other = expected.payload[index]?.sort;
    if (other === undefined) continue;
    const obstacle = sortObstacle(sort, other, context);
    if (obstacle !== undefined) return obstacle;
  }
  return undefined;
}

/** Why not S <: S'; undefined where it holds. */
function sortObstacle(left: Sort, right: Sort, context: SortContext): string | undefined {
  if (left.kind === "session" && right.kind === "session") {
    if (context.mayPlay(left, right)) return undefined;
    return `an end ${left.protocol}@${left.role} cannot be used as ${right.protocol}@${right.role}`;
  }
  if (left.kind === "session" || right.kind === "session") return "a session end is no value of a type, nor the other way round";
  return typeObstacle(left.type, right.type, context);
}

function typeObstacle(left: Type, right: Type, context: SortContext): string | undefined {
  const [a, b] = [named(left, context), named(right, context)];
  if (isUnknown(a) || isUnknown(b)) return undefined;
  if (b.kind === "refined") {
    if (a.kind !== "refined") return `not every ${describeType(a)} satisfies \`${expressionKey(b.predicate)}\``;
    if (expressionKey(a.predicate) !== expressionKey(b.predicate)) {
      const weaker = typeObstacle(a.base, b, context);
      return weaker === undefined ? undefined : `whether \`${expressionKey(a.predicate)}\` implies \`${expressionKey(b.predicate)}\` is not decided here`;
    }
    return typeObstacle(a.base, b.base, context);
  }
  if (a.kind === "refined") return typeObstacle(a.base, b, context);
  const differ = `${describeType(a)} is not ${describeType(b)}`;
  switch (a.kind) {
    case "primitive":
      return b.kind === "primitive" && a.name === b.name ? undefined : differ;
    case "named":
      return b.kind === "named" && a.name.text === b.name.text ? undefined : differ;
    case "list":
    case "set":
    case "option":
      return b.kind === a.kind ? typeObstacle(a.element, b.element, context) : differ;
    case "map":
      if (b.kind !== "map") return differ;
      return typeObstacle(a.key, b.key, context) ?? typeObstacle(a.value, b.value, context);
  }
}

function named(type: Type, context: SortContext): Type {
  let result = type;
  while (result.kind === "named") {
    const declared = context.types.get(result.name.text);
    if (declared === undefined) return result;
    result = declared;
  }
  return result;
}
