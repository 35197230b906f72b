/**
 * Calls of functions that may throw, for programs that Emscripten has compiled without exceptions of WebAssembly. Such a program imports a function `invoke_…` for each
 * signature, which calls a function of its table, and where that throws puts the stack back and notes it (`setThrew`). Emscripten writes them in JavaScript, so that
 * each of these calls leaves WebAssembly and comes back. Here they are two modules with `try` and `catch_all` (WebAssembly exception handling, legacy encoding):
 *
 *     entrances   what the program imports. They are there before it, and call what is in a table of their own.
 *     attempts    what is put into that table when the program is there: the calls through its table.
 *
 * Only exceptions of the program itself are caught: whoever throws one says so in the global `thrown` before. Everything else goes on upwards.
 */
import { Bytes } from "../../../compiled/code/webassembly/bytes.ts";

/** The bytes of both modules. */
export interface Trampolines {
  /** Exports `invoke_…` for each signature, the table `attempts` and the global `thrown`. */
  readonly entrances: Uint8Array<ArrayBuffer>;
  /** Imports the exports of the program as `program` and those of the entrances as `entrances`. */
  readonly attempts: Uint8Array<ArrayBuffer>;
}

const valueTypes: ReadonlyMap<string, number> = new Map([
  ["i", 0x7f],
  ["j", 0x7e],
  ["f", 0x7d],
  ["d", 0x7c],
]);

const sections = { type: 1, import: 2, function: 3, table: 4, global: 6, export: 7, element: 9, code: 10 } as const;
const kinds = { function: 0, table: 1, global: 3 } as const;
const funcref = 0x70;

const op = {
  if: 0x04,
  try: 0x06,
  rethrow: 0x09,
  end: 0x0b,
  call: 0x10,
  callIndirect: 0x11,
  catchAll: 0x19,
  getLocal: 0x20,
  setLocal: 0x21,
  getGlobal: 0x23,
  setGlobal: 0x24,
  i32Const: 0x41,
  isZero: 0x45,
  empty: 0x40,
} as const;

/** Zero of each type. */
const zeros: ReadonlyMap<string, readonly number[]> = new Map([
  ["i", [0x41, 0]],
  ["j", [0x42, 0]],
  ["f", [0x43, 0, 0, 0, 0]],
  ["d", [0x44, 0, 0, 0, 0, 0, 0, 0, 0]],
]);

/** The modules for these signatures, which are written as Emscripten does (`viij`). Linear. @throws Error for a letter that is no type */
export function trampolinesFor(signatures: readonly string[]): Trampolines {
  return { entrances: entrances(signatures), attempts: attempts(signatures) };
}

/** A signature with the number of the function that is called as its first argument. */
const withNumber = (signature: string): string => `${signature.charAt(0)}i${signature.slice(1)}`;

function entrances(signatures: readonly string[]): Uint8Array<ArrayBuffer> {
  const types = new Types();
  const outer = signatures.map((one) => types.numberOf(withNumber(one)));
  const count = signatures.length;
  const bodies = signatures.map((signature, index) => {
    const body = new Bytes();
    for (let at = 0; at < signature.length; at += 1) body.byte(op.getLocal).unsigned(at);
    body.byte(op.i32Const).signed(index);
    body
      .byte(op.callIndirect)
      .unsigned(outer[index] ?? 0)
      .byte(0);
    return [new Bytes().unsigned(0), body] as const;
  });
  const exports = [
    ...signatures.map((one, index) => new Bytes().name(`invoke_${one}`).byte(kinds.function).unsigned(index)),
    new Bytes().name("attempts").raw(kinds.table, 0),
    new Bytes().name("thrown").raw(kinds.global, 0),
  ];
  return moduleOf([
    [sections.type, types.entries],
    [sections.function, outer.map((type) => new Bytes().unsigned(type))],
    [sections.table, [new Bytes().raw(funcref, 1).unsigned(count).unsigned(count)]],
    [sections.global, [new Bytes().raw(0x7f, 1, op.i32Const, 0, op.end)]],
    [sections.export, exports],
    [sections.code, bodies.map(codeEntry)],
  ]);
}

/** The functions that attempts import, by number. */
const imported = { getStack: 0, setStack: 1, setThrew: 2 } as const;

function attempts(signatures: readonly string[]): Uint8Array<ArrayBuffer> {
  const types = new Types();
  const imports = [
    new Bytes().name("program").name("__indirect_function_table").raw(kinds.table, funcref, 0, 0),
    new Bytes().name("entrances").name("attempts").raw(kinds.table, funcref, 0, 0),
    new Bytes().name("entrances").name("thrown").raw(kinds.global, 0x7f, 1),
    new Bytes().name("program").name("emscripten_stack_get_current").byte(kinds.function).unsigned(types.numberOf("i")),
    new Bytes().name("program").name("_emscripten_stack_restore").byte(kinds.function).unsigned(types.numberOf("vi")),
    new Bytes().name("program").name("setThrew").byte(kinds.function).unsigned(types.numberOf("vii")),
  ];
  const functions = signatures.map((one) => new Bytes().unsigned(types.numberOf(withNumber(one))));
  const bodies = signatures.map((signature) => [new Bytes().unsigned(1).unsigned(1).byte(0x7f), attempt(signature, types.numberOf(signature))] as const);
  // An active segment of the second table.
  const elements = new Bytes().raw(2, 1, op.i32Const, 0, op.end, 0).unsigned(signatures.length);
  signatures.forEach((_, index) => elements.unsigned(Object.keys(imported).length + index));
  return moduleOf([
    [sections.type, types.entries],
    [sections.import, imports],
    [sections.function, functions],
    [sections.element, [elements]],
    [sections.code, bodies.map(codeEntry)],
  ]);
}

/** The call of the function whose number is the first argument, with the others. */
function attempt(signature: string, type: number): Bytes {
  const stack = signature.length;
  const body = new Bytes().byte(op.call).unsigned(imported.getStack).byte(op.setLocal).unsigned(stack);
  body.raw(op.try, valueTypes.get(signature.charAt(0)) ?? op.empty);
  for (let at = 1; at < signature.length; at += 1) body.byte(op.getLocal).unsigned(at);
  body.raw(op.getLocal, 0).byte(op.callIndirect).unsigned(type).byte(0);
  body.byte(op.catchAll);
  body.byte(op.getLocal).unsigned(stack).byte(op.call).unsigned(imported.setStack);
  // Of another's exception nothing is known: it is thrown again, from within `if`.
  body.raw(op.getGlobal, 0, op.isZero, op.if, op.empty, op.rethrow, 1, op.end);
  body.raw(op.i32Const, 0, op.setGlobal, 0);
  body.raw(op.i32Const, 1, op.i32Const, 0, op.call, imported.setThrew);
  return body.raw(...(zeros.get(signature.charAt(0)) ?? [])).byte(op.end);
}

/** Types of functions, each once. */
class Types {
  readonly entries: Bytes[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(signature: string): number {
    const known = this.#numbers.get(signature);
    if (known !== undefined) return known;
    const [result = "", ...parameters] = signature;
    const entry = new Bytes().byte(0x60).unsigned(parameters.length);
    for (const one of parameters) entry.byte(typeOf(one));
    this.entries.push(result === "v" ? entry.unsigned(0) : entry.unsigned(1).byte(typeOf(result)));
    this.#numbers.set(signature, this.entries.length - 1);
    return this.entries.length - 1;
  }
}

function typeOf(letter: string): number {
  const type = valueTypes.get(letter);
  if (type === undefined) throw new Error(`no type ${letter}`);
  return type;
}

function codeEntry([locals, body]: readonly [Bytes, Bytes]): Bytes {
  return new Bytes()
    .unsigned(locals.length + body.length + 1)
    .append(locals)
    .append(body)
    .byte(op.end);
}

function moduleOf(all: readonly (readonly [id: number, entries: readonly Bytes[]])[]): Uint8Array<ArrayBuffer> {
  const module = new Bytes().raw(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00);
  for (const [id, entries] of all) {
    const content = new Bytes().unsigned(entries.length);
    for (const one of entries) content.append(one);
    module.byte(id).unsigned(content.length).append(content);
  }
  return module.taken();
}
