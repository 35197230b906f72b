/** A program as a WebAssembly module: types, imports, functions, exports, code (WebAssembly Core Specification 2.0, §5.5). */
import { present } from "../../../../calculus/present.ts";
import type { NumberType, Program } from "../program.ts";
import { Bytes } from "./bytes.ts";
import type { FunctionIndex } from "./body.ts";
import { encodeBody } from "./body.ts";
import { valueTypes } from "./opcodes.ts";

/** In pages of 64 KiB. A shared memory is one that several threads see. */
export interface MemoryType {
  readonly initial: number;
  readonly maximum: number;
  readonly isShared: boolean;
}

interface Signature {
  readonly parameters: readonly NumberType[];
  readonly result: NumberType | undefined;
}

const sections = { type: 1, import: 2, function: 3, export: 7, code: 10 } as const;
const externalKinds = { function: 0, memory: 2 } as const;

/** The bytes of the module. It imports the memory as `e.memory` and the program's imports as `e.<name>`. Linear in the size of the program, which is well-formed. */
export function encodeModule(program: Program, memory: MemoryType): Uint8Array<ArrayBuffer> {
  const types: string[] = [];
  const typeBytes: Bytes[] = [];
  const typeOf = ({ parameters, result }: Signature): number => {
    const key = `${parameters.join(" ")} > ${result ?? ""}`;
    const known = types.indexOf(key);
    if (known >= 0) return known;
    const bytes = new Bytes().raw(0x60).unsigned(parameters.length);
    for (const one of parameters) bytes.raw(valueTypes[one]);
    if (result === undefined) bytes.unsigned(0);
    else bytes.unsigned(1).raw(valueTypes[result]);
    typeBytes.push(bytes);
    return types.push(key) - 1;
  };
  const functions = new Map<string, FunctionIndex>();
  const imports = program.imports.map(({ name, parameters, hasResult }) => {
    functions.set(name, { index: functions.size, hasResult });
    const type = typeOf({ parameters: Array.from({ length: parameters }, () => "i32" as const), result: hasResult ? "i32" : undefined });
    return new Bytes().name("e").name(name).raw(externalKinds.function).unsigned(type);
  });
  const memoryImport = new Bytes()
    .name("e")
    .name("memory")
    .raw(externalKinds.memory, memory.isShared ? 3 : 1)
    .unsigned(memory.initial)
    .unsigned(memory.maximum);
  const declarations = program.functions.map(({ name, parameters, result }) => {
    functions.set(name, { index: functions.size, hasResult: result !== undefined });
    return new Bytes().unsigned(typeOf({ parameters: parameters.map(({ type }) => type), result }));
  });
  const exports = program.functions
    .filter(({ isExported }) => isExported)
    .map(({ name }) =>
      new Bytes()
        .name(name)
        .raw(externalKinds.function)
        .unsigned(present(functions.get(name)).index),
    );
  const bodies = program.functions.map((one) => {
    const body = encodeBody(one, functions);
    return new Bytes().unsigned(body.length).append(body);
  });
  const module = new Bytes().raw(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00);
  section(module, sections.type, typeBytes);
  section(module, sections.import, [memoryImport, ...imports]);
  section(module, sections.function, declarations);
  section(module, sections.export, exports);
  section(module, sections.code, bodies);
  return module.taken();
}

function section(module: Bytes, id: number, entries: readonly Bytes[]): void {
  const content = new Bytes().unsigned(entries.length);
  for (const one of entries) content.append(one);
  module.raw(id).unsigned(content.length).append(content);
}
