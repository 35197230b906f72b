/**
 * Hash-consed local types: within one table, types that are written alike are one object, so that equality is identity and what is computed for a
 * type is remembered for it (Filliâtre and Conchon, ML 2006). Payload names and refinements count.
 */
import { present } from "../present.ts";
import type { LocalBranch, LocalType, Message } from "../core/index.ts";
import { localEnd } from "../core/index.ts";
import { typeKey } from "../values/index.ts";
import { foldLocalType } from "./fold.ts";
import { sortKey } from "./message-key.ts";

export type NameSet = ReadonlySet<string>;

const noNames: NameSet = new Set();

/** a ∪ b; one of the two where it already is the union, so that long types share their sets. */
export function uniteNames(a: NameSet, b: NameSet): NameSet {
  if (a === b || b.size === 0) return a;
  if (a.size === 0) return b;
  const [large, small] = a.size >= b.size ? [a, b] : [b, a];
  const missing = [...small].filter((name) => !large.has(name));
  return missing.length === 0 ? large : new Set([...large, ...missing]);
}

/** The set without a name. */
export function withoutName(names: NameSet, name: string): NameSet {
  if (!names.has(name)) return names;
  return names.size === 1 ? noNames : new Set([...names].filter((each) => each !== name));
}

interface Entry {
  readonly number: number;
  readonly freeVariables: NameSet;
  readonly boundVariables: NameSet;
}

/** One table of local types. Types from elsewhere are taken in by `intern`. */
export class LocalTypes {
  readonly end: LocalType = localEnd;
  readonly #types = new Map<string, LocalType>();
  readonly #entries = new Map<LocalType, Entry>();
  readonly #messages = new WeakMap<Message, string>();

  constructor() {
    this.#types.set("end", localEnd);
    this.#entries.set(localEnd, { number: 0, freeVariables: noNames, boundVariables: noNames });
  }

  /** A number that is the type's alone. The type must be of this table. */
  number(type: LocalType): number {
    return present(this.#entries.get(type)).number;
  }

  /** fv(T). The type must be of this table. */
  freeVariables(type: LocalType): NameSet {
    return present(this.#entries.get(type)).freeVariables;
  }

  /** Whether a variable of this name occurs in the type, free or bound. The type must be of this table. */
  mentions(type: LocalType, name: string): boolean {
    const { freeVariables, boundVariables } = present(this.#entries.get(type));
    return freeVariables.has(name) || boundVariables.has(name);
  }

  variable(name: string): LocalType {
    return this.#add(`t ${name}`, { kind: "variable", name }, () => ({ freeVariables: new Set([name]), boundVariables: noNames }));
  }

  /** μt.T, for T of this table. */
  recursion(variable: string, body: LocalType): LocalType {
    return this.#add(`μ ${variable} ${String(this.number(body))}`, { kind: "recursion", variable, body }, () => {
      const { freeVariables, boundVariables } = present(this.#entries.get(body));
      return { freeVariables: withoutName(freeVariables, variable), boundVariables: uniteNames(boundVariables, new Set([variable])) };
    });
  }

  /** ⊕{…} or &{…}, for continuations of this table; the branches are put in the order of peers and labels. */
  choice(kind: "select" | "branch", branches: readonly LocalBranch[]): LocalType {
    const sorted = branches.length < 2 ? branches : [...branches].sort(byPeerAndLabel);
    const key = `${kind} ${sorted.map(({ peer, message, continuation }) => `${peer} ${this.#messageText(message)} ${String(this.number(continuation))}`).join(" ")}`;
    return this.#add(key, { kind, branches: sorted }, () => {
      let [freeVariables, boundVariables] = [noNames, noNames];
      for (const { continuation } of sorted) {
        const entry = present(this.#entries.get(continuation));
        freeVariables = uniteNames(freeVariables, entry.freeVariables);
        boundVariables = uniteNames(boundVariables, entry.boundVariables);
      }
      return { freeVariables, boundVariables };
    });
  }

  /** The type of this table that is written like `type`. Linear in the distinct objects. */
  intern(type: LocalType): LocalType {
    if (this.#entries.has(type)) return type;
    return foldLocalType<LocalType>(type, (part, parts) => {
      switch (part.kind) {
        case "end":
          return this.end;
        case "variable":
          return this.variable(part.name);
        case "recursion":
          return this.recursion(part.variable, present(parts[0]));
        default:
          return this.choice(
            part.kind,
            part.branches.map((branch, index) => ({ ...branch, continuation: present(parts[index]) })),
          );
      }
    });
  }

  /** T[t'/t] for a variable t' that T does not mention. Linear in the distinct objects in which t is free. */
  rename(type: LocalType, variable: string, to: string): LocalType {
    if (variable === to || !this.freeVariables(type).has(variable)) return type;
    return foldLocalType<LocalType>(type, (part, parts) => {
      if (!this.freeVariables(part).has(variable)) return part;
      switch (part.kind) {
        case "end":
          return part;
        case "variable":
          return this.variable(to);
        case "recursion":
          return this.recursion(part.variable, present(parts[0]));
        default:
          return this.choice(
            part.kind,
            part.branches.map((branch, index) => ({ ...branch, continuation: present(parts[index]) })),
          );
      }
    });
  }

  #add(key: string, type: LocalType, variables: () => Omit<Entry, "number">): LocalType {
    const known = this.#types.get(key);
    if (known !== undefined) return known;
    this.#types.set(key, type);
    this.#entries.set(type, { number: this.#entries.size, ...variables() });
    return type;
  }

  #messageText(message: Message): string {
    let text = this.#messages.get(message);
    if (text === undefined) this.#messages.set(message, (text = fullMessageText(message)));
    return text;
  }
}

/** A text that tells messages apart with the names and the refinements of their payloads. */
export function fullMessageText({ label, payload }: Message): string {
  if (payload.length === 0) return label;
  return `${label}(${payload.map(({ name, sort }) => `${name ?? ""}:${sort.kind === "value" ? typeKey(sort.type) : sortKey(sort)}`).join(",")})`;
}

/** Peers, then labels, by code units. */
export function byPeerAndLabel(a: LocalBranch, b: LocalBranch): number {
  if (a.peer !== b.peer) return a.peer < b.peer ? -1 : 1;
  return a.message.label < b.message.label ? -1 : a.message.label > b.message.label ? 1 : 0;
}
