/** Bodies of functions as WebAssembly instructions: locals by number, labels by nesting depth. */
import { assertNever } from "../../../../calculus/assert-never.ts";
import { present } from "../../../../calculus/present.ts";
import type { Code, CodeFunction, Statement } from "../program.ts";
import { Bytes } from "./bytes.ts";
import { atomics, binaries, bulk, loads, opcodes, stores, unaries, valueTypes } from "./opcodes.ts";

/** What a function's number and result are found by. */
export interface FunctionIndex {
  readonly index: number;
  readonly hasResult: boolean;
}

/** The code entry of a function: local declarations and instructions, without its length in front. */
export function encodeBody(one: CodeFunction, functions: ReadonlyMap<string, FunctionIndex>): Bytes {
  const bytes = new Bytes().unsigned(one.locals.length);
  for (const { type } of one.locals) bytes.unsigned(1).byte(valueTypes[type]);
  const locals = new Map([...one.parameters, ...one.locals].map(({ name }, index) => [name, index]));
  new BodyEncoder(bytes, locals, functions).statements(one.body, []);
  if (one.result !== undefined) bytes.byte(opcodes.unreachable);
  return bytes.byte(opcodes.end);
}

/** Labels from the outermost in; undefined for constructs that cannot be named. */
type Labels = readonly (string | undefined)[];

class BodyEncoder {
  readonly #bytes: Bytes;
  readonly #locals: ReadonlyMap<string, number>;
  readonly #functions: ReadonlyMap<string, FunctionIndex>;

  constructor(bytes: Bytes, locals: ReadonlyMap<string, number>, functions: ReadonlyMap<string, FunctionIndex>) {
    this.#bytes = bytes;
    this.#locals = locals;
    this.#functions = functions;
  }

  statements(all: readonly Statement[], labels: Labels): void {
    for (const one of all) this.#statement(one, labels);
  }

  #statement(one: Statement, labels: Labels): void {
    const bytes = this.#bytes;
    switch (one.kind) {
      case "set":
        this.#code(one.value);
        bytes.byte(opcodes.set).unsigned(this.#local(one.local));
        return;
      case "store": {
        const [opcode, alignment] = stores[one.width];
        this.#code(one.address);
        this.#code(one.value);
        bytes.raw(opcode, alignment).unsigned(one.offset);
        return;
      }
      case "if":
        this.#code(one.condition);
        bytes.raw(opcodes.if, opcodes.empty);
        this.statements(one.then, [...labels, undefined]);
        if (one.otherwise.length > 0) {
          bytes.byte(opcodes.else);
          this.statements(one.otherwise, [...labels, undefined]);
        }
        bytes.byte(opcodes.end);
        return;
      case "loop":
        // A block around the loop is what `break` leaves; `continue` goes to the loop itself.
        bytes.raw(opcodes.block, opcodes.empty, opcodes.loop, opcodes.empty);
        this.statements(one.body, [...labels, one.label, `continue ${one.label}`]);
        bytes.byte(opcodes.branch).unsigned(0).raw(opcodes.end, opcodes.end);
        return;
      case "block":
        bytes.raw(opcodes.block, opcodes.empty);
        this.statements(one.body, [...labels, one.label]);
        bytes.byte(opcodes.end);
        return;
      case "break":
        this.#branch(one.label, labels);
        return;
      case "continue":
        this.#branch(`continue ${one.label}`, labels);
        return;
      case "switch":
        this.#switch(one, labels);
        return;
      case "return":
        if (one.value !== undefined) this.#code(one.value);
        bytes.byte(opcodes.return);
        return;
      case "run":
        this.#call(one.name, one.arguments);
        if (this.#function(one.name).hasResult) bytes.byte(opcodes.drop);
        return;
      case "copy":
        for (const operand of [one.to, one.from, one.length]) this.#code(operand);
        bytes.byte(0xfc).unsigned(bulk.copy).raw(0, 0);
        return;
      case "fill":
        this.#code(one.to);
        bytes.byte(opcodes.i32Const).signed(one.byte);
        this.#code(one.length);
        bytes.byte(0xfc).unsigned(bulk.fill).byte(0);
        return;
      default:
        assertNever(one);
    }
  }

  /** Nested blocks: case k begins where the k-th of them ends; the outermost ends behind the switch. */
  #switch({ index, cases, otherwise }: Extract<Statement, { kind: "switch" }>, labels: Labels): void {
    const bytes = this.#bytes;
    const count = cases.length;
    for (let k = 0; k < count + 2; k += 1) bytes.raw(opcodes.block, opcodes.empty);
    this.#code(index);
    bytes.byte(opcodes.branchTable).unsigned(count);
    for (let k = 0; k <= count; k += 1) bytes.unsigned(k);
    [...cases, otherwise].forEach((body, k) => {
      bytes.byte(opcodes.end);
      // Still open here: the block behind everything and those of the cases that follow.
      const open = count + 1 - k;
      this.statements(body, [...labels, ...Array.from({ length: open }, () => undefined)]);
      if (k < count) bytes.byte(opcodes.branch).unsigned(open - 1);
    });
    bytes.byte(opcodes.end);
  }

  #branch(label: string, labels: Labels): void {
    const at = labels.lastIndexOf(label);
    if (at < 0) throw new Error(`no label ${label}`);
    this.#bytes.byte(opcodes.branch).unsigned(labels.length - 1 - at);
  }

  #code(code: Code): void {
    const bytes = this.#bytes;
    switch (code.kind) {
      case "i32":
        bytes.byte(opcodes.i32Const).signed(code.value);
        return;
      case "i64":
        bytes.byte(opcodes.i64Const).signedLong(code.value);
        return;
      case "get":
        bytes.byte(opcodes.get).unsigned(this.#local(code.local));
        return;
      case "unary":
        this.#code(code.operand);
        bytes.byte(unaries[code.operator]);
        return;
      case "binary":
        this.#code(code.left);
        this.#code(code.right);
        bytes.byte(binaries[code.type][code.operator]);
        return;
      case "load": {
        const [opcode, alignment] = loads[code.width];
        this.#code(code.address);
        bytes.raw(opcode, alignment).unsigned(code.offset);
        return;
      }
      case "select":
        this.#code(code.then);
        this.#code(code.otherwise);
        this.#code(code.condition);
        bytes.byte(opcodes.select);
        return;
      case "call":
        this.#call(code.name, code.arguments);
        return;
      case "atomic":
        this.#code(code.address);
        if (code.operator === "cas") this.#code(code.expected);
        if (code.operator !== "load") this.#code(code.value);
        bytes.byte(0xfe).unsigned(atomics[code.operator]).byte(2).unsigned(code.offset);
        return;
      default:
        assertNever(code);
    }
  }

  #call(name: string, given: readonly Code[]): void {
    for (const one of given) this.#code(one);
    this.#bytes.byte(opcodes.call).unsigned(this.#function(name).index);
  }

  #local(name: string): number {
    return present(this.#locals.get(name));
  }

  #function(name: string): FunctionIndex {
    return present(this.#functions.get(name));
  }
}
