/** A program as JavaScript over typed arrays: every i32 is a number in its signed range, every i64 a bigint in its signed range, as in asm.js. */
import { assertNever } from "../../../../calculus/assert-never.ts";
import { isComparison } from "../check.ts";
import type { Arithmetic, Code, CodeFunction, Comparison, Program, Statement } from "../program.ts";

/**
 * The body of a function of `m` (the memory as `{ words, bytes }`) and `e` (imported functions by name) that gives an object with the exported functions.
 * Text of generated names, numbers and operators alone. Linear in the size of the program, which is well-formed.
 */
export function printProgram(program: Program): string {
  const imports = program.imports.map(({ name }) => `const f_${name}=e.${name};`);
  const exports = program.functions.filter(({ isExported }) => isExported).map(({ name }) => `${name}:f_${name}`);
  return ['"use strict";', "const W=m.words,B=m.bytes;", ...runtime, ...imports, ...program.functions.map(printFunction), `return{${exports.join(",")}};`].join(
    "\n",
  );
}

/** What JavaScript has no operator for. */
const runtime = [
  "function rotl(a,b){return(a<<b)|(a>>>((32-b)&31));}",
  "function popcnt(a){a=(a-((a>>>1)&0x55555555))|0;a=((a&0x33333333)+((a>>>2)&0x33333333))|0;return Math.imul((a+(a>>>4))&0x0f0f0f0f,0x01010101)>>>24;}",
  "function ctz(a){return a===0?32:31-Math.clz32(a&-a);}",
  "function rotl64(a,b){a=BigInt.asUintN(64,a);b=b&63n;return BigInt.asIntN(64,(a<<b)|(a>>(64n-b)));}",
  "function load64(a){return BigInt.asIntN(64,(BigInt(W[(a>>>2)+1])<<32n)|BigInt(W[a>>>2]>>>0));}",
  "function store64(a,v){W[a>>>2]=Number(BigInt.asIntN(32,v));W[(a>>>2)+1]=Number(BigInt.asIntN(32,v>>32n));}",
];

function printFunction({ name, parameters, locals, body }: CodeFunction): string {
  const declared = locals.map(({ name: one, type }) => `_${one}=${type === "i32" ? "0" : "0n"}`);
  const entered = parameters.map(({ name: one, type }) => (type === "i32" ? `_${one}=_${one}|0;` : ""));
  return `function f_${name}(${parameters.map(({ name: one }) => `_${one}`).join(",")}){${entered.join("")}${
    declared.length === 0 ? "" : `let ${declared.join(",")};`
  }${printStatements(body)}}`;
}

function printStatements(statements: readonly Statement[]): string {
  return statements.map(printStatement).join("\n");
}

function printStatement(one: Statement): string {
  switch (one.kind) {
    case "set":
      return `_${one.local}=${printCode(one.value)};`;
    case "store":
      if (one.width === 64) return `store64(${printAddress(one.address, one.offset)},${printCode(one.value)});`;
      return `${place(one.width, one.address, one.offset)}=${printCode(one.value)};`;
    case "if": {
      const otherwise = one.otherwise.length === 0 ? "" : `else{${printStatements(one.otherwise)}}`;
      return `if(${printCondition(one.condition)}){${printStatements(one.then)}}${otherwise}`;
    }
    case "loop":
      return `l_${one.label}:for(;;){${printStatements(one.body)}}`;
    case "block":
      return `l_${one.label}:{${printStatements(one.body)}}`;
    case "break":
      return `break l_${one.label};`;
    case "continue":
      return `continue l_${one.label};`;
    case "switch": {
      const cases = one.cases.map((body, k) => `case ${k}:{${printStatements(body)}break;}`);
      return `switch(${printCode(one.index)}){${cases.join("\n")}default:{${printStatements(one.otherwise)}}}`;
    }
    case "return":
      return one.value === undefined ? "return;" : `return ${printCode(one.value)};`;
    case "run":
      return `f_${one.name}(${one.arguments.map(printCode).join(",")});`;
    case "copy":
      return `B.copyWithin((${printCode(one.to)})>>>0,(${printCode(one.from)})>>>0,((${printCode(one.from)})>>>0)+((${printCode(one.length)})>>>0));`;
    case "fill":
      return `B.fill(${one.byte & 255},(${printCode(one.to)})>>>0,((${printCode(one.to)})>>>0)+((${printCode(one.length)})>>>0));`;
    default:
      return assertNever(one);
  }
}

function printCode(code: Code): string {
  switch (code.kind) {
    case "i32":
      return code.value < 0 ? `(${code.value})` : String(code.value);
    case "i64":
      return `(${code.value.toString()}n)`;
    case "get":
      return `_${code.local}`;
    case "unary":
      return printUnary(code);
    case "binary":
      if (isComparison(code.operator)) return `(${printCondition(code)}?1:0)`;
      return code.type === "i32" ? printArithmetic(code.operator, code.left, code.right) : printLongArithmetic(code.operator, code.left, code.right);
    case "load":
      return code.width === 64 ? `load64(${printAddress(code.address, code.offset)})` : place(code.width, code.address, code.offset);
    case "select":
      return `(${printCondition(code.condition)}?${printCode(code.then)}:${printCode(code.otherwise)})`;
    case "call":
      return `(f_${code.name}(${code.arguments.map(printCode).join(",")})|0)`;
    case "atomic":
      return printAtomic(code);
    default:
      return assertNever(code);
  }
}

/** As a condition, a comparison needs no number. */
function printCondition(code: Code): string {
  if (code.kind === "unary" && code.operator === "i32.eqz") return `(${printCode(code.operand)})===0`;
  if (code.kind === "unary" && code.operator === "i64.eqz") return `(${printCode(code.operand)})===0n`;
  if (code.kind === "binary" && isComparison(code.operator)) return printComparison(code.operator, code.type === "i64", code.left, code.right);
  return `(${printCode(code)})!==0`;
}

function printComparison(operator: Comparison, isLong: boolean, left: Code, right: Code): string {
  const [a, b] = [printCode(left), printCode(right)];
  const sign = { eq: "===", ne: "!==", lt: "<", gt: ">", le: "<=", ge: ">=" }[operator.slice(0, 2)] ?? "===";
  if (!operator.endsWith("_u")) return `(${a}${sign}${b})`;
  return isLong ? `(BigInt.asUintN(64,${a})${sign}BigInt.asUintN(64,${b}))` : `((${a}>>>0)${sign}(${b}>>>0))`;
}

function printUnary({ operator, operand }: Extract<Code, { kind: "unary" }>): string {
  const a = printCode(operand);
  switch (operator) {
    case "i32.eqz":
      return `((${a})===0?1:0)`;
    case "i64.eqz":
      return `((${a})===0n?1:0)`;
    case "i32.clz":
      return `Math.clz32(${a})`;
    case "i32.ctz":
      return `ctz(${a})`;
    case "i32.popcnt":
      return `popcnt(${a})`;
    case "wrap":
      return `Number(BigInt.asIntN(32,${a}))`;
    case "extend_s":
      return `BigInt(${a})`;
    case "extend_u":
      return `BigInt(${a}>>>0)`;
    default:
      return assertNever(operator);
  }
}

function printArithmetic(operator: Arithmetic, left: Code, right: Code): string {
  const [a, b] = [printCode(left), printCode(right)];
  switch (operator) {
    case "add":
      return `((${a}+${b})|0)`;
    case "sub":
      return `((${a}-${b})|0)`;
    case "mul":
      return `Math.imul(${a},${b})`;
    case "div_s":
      return `((${a}/${b})|0)`;
    case "div_u":
      return `(((${a}>>>0)/(${b}>>>0))|0)`;
    case "rem_s":
      return `((${a}%${b})|0)`;
    case "rem_u":
      return `(((${a}>>>0)%(${b}>>>0))|0)`;
    case "and":
      return `(${a}&${b})`;
    case "or":
      return `(${a}|${b})`;
    case "xor":
      return `(${a}^${b})`;
    case "shl":
      return `(${a}<<${b})`;
    case "shr_s":
      return `(${a}>>${b})`;
    case "shr_u":
      return `((${a}>>>${b})|0)`;
    case "rotl":
      return `rotl(${a},${b})`;
    default:
      return assertNever(operator);
  }
}

function printLongArithmetic(operator: Arithmetic, left: Code, right: Code): string {
  const [a, b] = [printCode(left), printCode(right)];
  const natural = (text: string): string => `BigInt.asUintN(64,${text})`;
  const signed = (text: string): string => `BigInt.asIntN(64,${text})`;
  switch (operator) {
    case "add":
      return signed(`${a}+${b}`);
    case "sub":
      return signed(`${a}-${b}`);
    case "mul":
      return signed(`${a}*${b}`);
    case "div_s":
      return signed(`${a}/${b}`);
    case "div_u":
      return signed(`${natural(a)}/${natural(b)}`);
    case "rem_s":
      return `(${a}%${b})`;
    case "rem_u":
      return signed(`${natural(a)}%${natural(b)}`);
    case "and":
      return `(${a}&${b})`;
    case "or":
      return `(${a}|${b})`;
    case "xor":
      return `(${a}^${b})`;
    case "shl":
      return signed(`${a}<<(${b}&63n)`);
    case "shr_s":
      return `(${a}>>(${b}&63n))`;
    case "shr_u":
      return signed(`${natural(a)}>>(${b}&63n)`);
    case "rotl":
      return `rotl64(${a},${b})`;
    default:
      return assertNever(operator);
  }
}

function printAtomic(code: Extract<Code, { kind: "atomic" }>): string {
  const at = wordIndex(code.address, code.offset);
  switch (code.operator) {
    case "load":
      return `Atomics.load(W,${at})`;
    case "cas":
      return `Atomics.compareExchange(W,${at},${printCode(code.expected)},${printCode(code.value)})`;
    case "add":
    case "or":
    case "exchange":
      return `Atomics.${code.operator}(W,${at},${printCode(code.value)})`;
    default:
      return assertNever(code);
  }
}

function place(width: 8 | 32, address: Code, offset: number): string {
  return width === 32 ? `W[${wordIndex(address, offset)}]` : `B[(${printAddress(address, offset)})>>>0]`;
}

function wordIndex(address: Code, offset: number): string {
  return address.kind === "i32" ? String(((address.value + offset) >>> 0) / 4) : `(${printAddress(address, offset)})>>>2`;
}

function printAddress(address: Code, offset: number): string {
  return offset === 0 ? printCode(address) : `${printCode(address)}+${offset}`;
}
