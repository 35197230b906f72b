/**
 * Types written down in tests, in the notation of papers as far as ASCII goes: `mu t. p->q{ a: q->r:x. t, b: end }`, `p->{ q.a: end, r.b: end }` and
 * `mu t. +{ q!a: t, q!b: end }`, `&{ p?a(int): end }`, `q!a. p?b. end`. Payloads are names of types.
 */
import { present } from "../present.ts";
import type { GlobalBranch, GlobalType, LocalBranch, LocalType, Message } from "../core/index.ts";
import { globalEnd, localEnd } from "../core/index.ts";
import { nowhere } from "../diagnostics/index.ts";
import { boolType, intType, stringType, typeKey } from "../values/index.ts";

class Reader {
  readonly #words: readonly string[];
  #next = 0;

  constructor(text: string) {
    this.#words = text.match(/->|[A-Za-z_][\w']*|[{}:.,()!?&+]/g) ?? [];
  }

  word(): string {
    return present(this.#words[this.#next++]);
  }

  sees(word: string): boolean {
    return this.#words[this.#next] === word;
  }

  skips(word: string): boolean {
    const seen = this.sees(word);
    if (seen) this.#next++;
    return seen;
  }

  expect(word: string): void {
    if (!this.skips(word)) throw new Error(`expected ${word} before ${this.#words.slice(this.#next, this.#next + 5).join(" ")}`);
  }

  isDone(): boolean {
    return this.#next === this.#words.length;
  }

  list<Item>(item: () => Item): readonly Item[] {
    this.expect("{");
    const items = [item()];
    while (this.skips(",")) items.push(item());
    this.expect("}");
    return items;
  }

  message(): Message {
    const label = this.word();
    const payload: Message["payload"][number][] = [];
    if (this.skips("(")) {
      while (!this.skips(")")) {
        payload.push({ sort: sortNamed(this.word(), () => (this.skips(".") ? this.word() : undefined)) });
        this.skips(",");
      }
    }
    return { label, payload };
  }
}

/** `int`, `bool`, `string`, or `Q.r` for a session end. */
function sortNamed(name: string, role: () => string | undefined): Message["payload"][number]["sort"] {
  const end = role();
  if (end !== undefined) return { kind: "session", protocol: name, role: end };
  return { kind: "value", type: present([intType, boolType, stringType].find((type) => typeKey(type) === name)) };
}

/** The global type of a text. Throws on a text that is none: texts are the tests' own. */
export function globalTypeOf(text: string): GlobalType {
  const reader = new Reader(text);
  const type = readGlobal(reader);
  if (!reader.isDone()) throw new Error("a global type ends before its text");
  return type;
}

function readGlobal(reader: Reader): GlobalType {
  const first = reader.word();
  if (first === "end") return globalEnd;
  if (first === "mu") {
    const variable = reader.word();
    reader.expect(".");
    return { kind: "recursion", variable, body: readGlobal(reader) };
  }
  if (!reader.skips("->")) return { kind: "variable", name: first };
  const branch = (receiver: string, between: string): GlobalBranch => {
    const message = reader.message();
    reader.expect(between);
    return { receiver, message, continuation: readGlobal(reader), span: nowhere };
  };
  const choice = (branches: readonly GlobalBranch[]): GlobalType => ({ kind: "choice", sender: first, branches, span: nowhere });
  if (reader.sees("{")) {
    return choice(
      reader.list(() => {
        const receiver = reader.word();
        reader.expect(".");
        return branch(receiver, ":");
      }),
    );
  }
  const receiver = reader.word();
  return choice(reader.skips(":") ? [branch(receiver, ".")] : reader.list(() => branch(receiver, ":")));
}

/** The local type of a text, with the branches in the standard order. Throws on a text that is none. */
export function localTypeOf(text: string): LocalType {
  const reader = new Reader(text);
  const type = readLocal(reader);
  if (!reader.isDone()) throw new Error("a local type ends before its text");
  return type;
}

function readLocal(reader: Reader): LocalType {
  const first = reader.word();
  if (first === "end") return localEnd;
  if (first === "mu") {
    const variable = reader.word();
    reader.expect(".");
    return { kind: "recursion", variable, body: readLocal(reader) };
  }
  const branch = (peer: string, between: string): LocalBranch => {
    reader.word();
    const message = reader.message();
    reader.expect(between);
    return { peer, message, continuation: readLocal(reader) };
  };
  if (first === "+" || first === "&") {
    const branches = reader.list(() => branch(reader.word(), ":"));
    return { kind: first === "+" ? "select" : "branch", branches: [...branches].sort((a, b) => (key(a) < key(b) ? -1 : 1)) };
  }
  if (reader.sees("!")) return { kind: "select", branches: [branch(first, ".")] };
  if (reader.sees("?")) return { kind: "branch", branches: [branch(first, ".")] };
  return { kind: "variable", name: first };
}

function key({ peer, message }: LocalBranch): string {
  return `${peer} ${message.label}`;
}
