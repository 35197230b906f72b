/**
 * What refinements amount to, by the text of a protocol and all values: the messages that may come next are read off its statements, with a stack of what is still to do,
 * and every integer from 0 to 2 is tried. For protocols without parallel blocks and sub-protocols.
 */
import type { Definitions, Value } from "../../calculus/core/index.ts";
import type { Expression, PayloadItem, ProtocolBlock, ProtocolStatement, Type } from "../../calculus/syntax/index.ts";
import { evaluate, printValue, refusing, unitValue } from "../../calculus/values/index.ts";

/** Lengths are those of the shortest runs, in messages. */
export interface DataOfProtocol {
  /** To where nothing can be sent and the protocol is not over; undefined: nowhere. */
  readonly stuckAfter: number | undefined;
  /** To where a loop begins a round with a variable that does not satisfy its refinement. */
  readonly brokenAfter: number | undefined;
  /** The labels of messages that some run sends. */
  readonly sent: ReadonlySet<string>;
  readonly labels: ReadonlySet<string>;
  /** Configurations. */
  readonly states: number;
}

type Names = ReadonlyMap<string, Value>;
type Loop = Extract<ProtocolStatement, { kind: "rec" }>;

/** What is still to do: statements of a block from one on, then the rest; `served`: receivers of the first one that have been. */
interface Stack {
  readonly block: ProtocolBlock;
  readonly from: number;
  readonly served: number;
  readonly loops: ReadonlyMap<string, { readonly loop: Loop; readonly rest: Stack | undefined; readonly outside: Stack["loops"] }>;
  readonly rest: Stack | undefined;
}

interface Configuration {
  readonly stack: Stack | undefined;
  readonly names: Names;
  readonly depth: number;
}

/** Explores all values. Exponential in nothing: configurations are counted once. */
export function dataByDefinition(body: ProtocolBlock, definitions: Definitions): DataOfProtocol {
  const sent = new Set<string>();
  const labels = new Set<string>();
  let stuckAfter: number | undefined;
  let brokenAfter: number | undefined;
  const isTrue = (predicate: Expression, names: Names, value: Value): boolean => valueOf(predicate, new Map(names).set("value", value), definitions) === true;

  /** Calls back with what comes next; `over` where the protocol may end. */
  function next(stack: Stack | undefined, names: Names, depth: number, message: (configuration: Configuration, label: string) => void, over: () => void): void {
    if (stack === undefined) {
      over();
      return;
    }
    const statement = stack.block.statements[stack.from];
    const behind: Stack = { ...stack, from: stack.from + 1, served: 0 };
    const go = (to: Stack | undefined, known: Names): void => next(to, known, depth, message, over);
    const enter = (loop: Loop, values: readonly Expression[], rest: Stack | undefined, outside: Stack["loops"]): void => {
      const { variables = [] } = loop;
      const known = new Map(names);
      variables.forEach(({ name }, index) => known.set(name.text, valueOf(values[index], names, definitions)));
      for (const { name, type } of variables)
        if (type.kind === "refined" && !isTrue(type.predicate, known, known.get(name.text) ?? unitValue)) brokenAfter ??= depth;
      go({ block: loop.body, from: 0, served: 0, loops: new Map(outside).set(loop.variable.text, { loop, rest, outside }), rest }, known);
    };
    switch (statement?.kind) {
      case undefined:
        go(stack.rest, names);
        return;
      case "message": {
        labels.add(statement.label.text);
        if (stack.served === statement.to.length) {
          go(behind, names);
          return;
        }
        const then: Stack = { ...stack, served: stack.served + 1 };
        for (const known of stack.served > 0 ? [names] : filled(statement.payload, names))
          message({ stack: then, names: known, depth: depth + 1 }, statement.label.text);
        return;
      }
      case "choice":
        for (const branch of statement.branches) go({ block: branch, from: 0, served: 0, loops: stack.loops, rest: behind }, names);
        return;
      case "rec":
        enter(
          statement,
          (statement.variables ?? []).map(({ initial }) => initial),
          behind,
          stack.loops,
        );
        return;
      case "continue": {
        const target = stack.loops.get(statement.variable.text);
        if (target === undefined) throw new Error("no such loop");
        enter(target.loop, statement.values ?? [], target.rest, target.outside);
        return;
      }
      default:
        throw new Error(`no ${statement?.kind ?? ""} here`);
    }
  }

  /** All ways to choose the payload. */
  function filled(payload: readonly PayloadItem[], names: Names): readonly Names[] {
    let ways: readonly Names[] = [names];
    for (const { name, sort } of payload) {
      if (sort.kind !== "value") throw new Error("no ends of sessions here");
      const { type } = sort;
      ways = ways.flatMap((known) =>
        valuesOf(type)
          .filter((value) => type.kind !== "refined" || isTrue(type.predicate, known, value))
          .map((value) => (name === undefined ? known : new Map(known).set(name.text, value))),
      );
    }
    return ways;
  }

  const keys = new Map<object, number>();
  const numberOf = (object: object): string => {
    if (!keys.has(object)) keys.set(object, keys.size);
    return String(keys.get(object));
  };
  const stackKey = (stack: Stack | undefined): string =>
    stack === undefined ? "" : `${numberOf(stack.block)}.${String(stack.from)}.${String(stack.served)} ${stackKey(stack.rest)}`;
  const seen = new Set<string>();
  const waiting: Configuration[] = [];
  const add = (configuration: Configuration): void => {
    const key = `${stackKey(configuration.stack)}|${[...configuration.names]
      .map(([name, value]) => `${name} ${printValue(value)}`)
      .toSorted()
      .join()}`;
    if (seen.has(key)) return;
    seen.add(key);
    waiting.push(configuration);
  };
  add({ stack: { block: body, from: 0, served: 0, loops: new Map(), rest: undefined }, names: new Map(), depth: 0 });
  // What is appended while this goes on is looked at, too: breadth first.
  for (const { stack, names, depth } of waiting) {
    let goesOn = 0;
    next(
      stack,
      names,
      depth,
      (configuration, label) => {
        goesOn++;
        sent.add(label);
        add(configuration);
      },
      () => goesOn++,
    );
    if (goesOn === 0) stuckAfter ??= depth;
  }
  return { stuckAfter, brokenAfter, sent, labels, states: seen.size };
}

function valuesOf(type: Type): readonly Value[] {
  const base = type.kind === "refined" ? type.base : type;
  return base.kind === "primitive" && base.name === "unit" ? [unitValue] : [0n, 1n, 2n];
}

function valueOf(expression: Expression | undefined, names: Names, definitions: Definitions): Value {
  if (expression === undefined) throw new Error("too few values");
  const [way] = evaluate(expression, { definitions, local: (name) => names.get(name), oracles: new Map(), role: "", chooser: refusing });
  if (way?.outcome.kind !== "value") throw new Error("a value that is always there");
  return way.outcome.value;
}
