/** Calls of what may throw: they give what is given and bring back the result; exceptions of the program are noted, all others go on. */
import { describe, expect, test } from "vitest";
import { Bytes } from "../../../compiled/code/webassembly/bytes.ts";
import { trampolinesFor } from "./encode.ts";
import { knownBuild } from "./known-build.ts";

interface Platform {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, unknown>> };
  readonly Table: new (type: { readonly element: "anyfunc"; readonly initial: number }) => { set(index: number, value: unknown): void };
}

const { Module, Instance, Table } = (globalThis as unknown as { readonly WebAssembly: Platform }).WebAssembly;

type Given = readonly (number | bigint)[];
type Called = (...given: Given) => unknown;

/** This function as one of WebAssembly: what a module exports that imports it. */
function inWebAssembly(signature: string, called: Called): unknown {
  const types: Readonly<Record<string, number>> = { i: 0x7f, j: 0x7e, f: 0x7d, d: 0x7c };
  const [result = "v", ...parameters] = signature;
  const type = new Bytes().raw(1, 0x60).unsigned(parameters.length);
  for (const one of parameters) type.byte(types[one]!);
  if (result === "v") type.unsigned(0);
  else type.raw(1, types[result]!);
  const module = new Bytes().raw(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  const sections: readonly (readonly [number, Bytes])[] = [
    [1, type],
    [2, new Bytes().byte(1).name("e").name("f").raw(0, 0)],
    [7, new Bytes().byte(1).name("f").raw(0, 0)],
  ];
  for (const [id, content] of sections) module.byte(id).unsigned(content.length).append(content);
  return new Instance(new Module(module.taken()), { e: { f: called } }).exports["f"];
}

/** A program with these functions in its table, and what became of its stack and its note. */
function program(...functions: readonly (readonly [signature: string, called: Called])[]): {
  readonly invoke: (signature: string, ...given: Given) => unknown;
  /** Throws as Emscripten's `__cxa_throw` does. */
  readonly raise: () => never;
  readonly state: { stack: number; threw: readonly number[] | undefined };
} {
  const state: { stack: number; threw: readonly number[] | undefined } = { stack: 1_000, threw: undefined };
  const table = new Table({ element: "anyfunc", initial: functions.length });
  functions.forEach(([signature, called], index) => table.set(index, inWebAssembly(signature, called)));
  const { entrances, attempts } = trampolinesFor(knownBuild.signatures);
  const ours = new Instance(new Module(entrances), {}).exports;
  const theirs = {
    __indirect_function_table: table,
    emscripten_stack_get_current: () => state.stack,
    _emscripten_stack_restore: (address: number) => void (state.stack = address),
    setThrew: (...given: readonly number[]) => void (state.threw = given),
  };
  new Instance(new Module(attempts), { program: theirs, entrances: ours });
  const thrown = ours["thrown"] as { value: number };
  return {
    state,
    invoke: (signature, ...given) => (ours[`invoke_${signature}`] as Called)(...given),
    raise: () => {
      thrown.value = 1;
      throw new Error("of the program");
    },
  };
}

const sample: Readonly<Record<string, number | bigint>> = { i: -7, j: -(2n ** 40n), f: 0.5, d: 1e100 };

test.each(knownBuild.signatures)("%s: arguments and result", (signature) => {
  const [result = "v", ...parameters] = signature;
  const given = parameters.map((one, at) => (one === "i" ? at : sample[one]!));
  const { invoke, state } = program([
    signature,
    (...received) => {
      expect(received).toEqual(given);
      state.stack -= 16;
      return sample[result];
    },
  ]);
  expect(invoke(signature, 0, ...given)).toBe(sample[result]);
  expect(state).toEqual({ stack: 984, threw: undefined });
});

test.each(knownBuild.signatures)("%s: what is thrown is noted, and the stack put back", (signature) => {
  const [, ...parameters] = signature;
  const { invoke, raise, state } = program([
    signature,
    () => {
      state.stack -= 16;
      return raise();
    },
  ]);
  expect([undefined, 0, 0n]).toContain(invoke(signature, 0, ...parameters.map((one) => sample[one]!)));
  expect(state).toEqual({ stack: 1_000, threw: [1, 0] });
});

test("an attempt in an attempt: the inner one notes what is thrown, and what it throws again the outer one", () => {
  const seen: unknown[] = [];
  const { invoke, raise, state } = program(
    ["v", () => raise()],
    [
      "ii",
      (again) => {
        state.stack -= 16;
        invoke("v", 0);
        seen.push({ ...state });
        state.threw = undefined;
        return again === 1 ? raise() : 5;
      },
    ],
  );
  expect(invoke("ii", 1, 0)).toBe(5);
  expect([...seen, state]).toEqual([
    { stack: 984, threw: [1, 0] },
    { stack: 984, threw: undefined },
  ]);
  expect(invoke("ii", 1, 1)).toBe(0);
  expect(state).toEqual({ stack: 984, threw: [1, 0] });
});

describe("what is not an exception of the program goes on", () => {
  const deep = (): number => 1 + deep();
  test.each<readonly [string, () => never]>([
    [
      "an error",
      () => {
        throw new Error("of somebody else");
      },
    ],
    ["too deep a recursion", () => deep() as never],
  ])("%s", (_, fail) => {
    let failure: unknown;
    const { invoke, raise, state } = program(
      [
        "v",
        () => {
          try {
            return fail();
          } catch (error) {
            failure = error;
            throw error;
          }
        },
      ],
      ["v", () => raise()],
      ["v", () => invoke("v", 0)],
    );
    // One of the program before, which is not taken for this one.
    invoke("v", 1);
    state.threw = undefined;
    let caught: unknown;
    try {
      invoke("v", 2);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeDefined();
    expect(caught).toBe(failure);
    expect(state).toEqual({ stack: 1_000, threw: undefined });
  });

  test("a trap", () => {
    const { invoke, state } = program(["v", () => undefined]);
    expect(() => invoke("i", 0)).toThrow("signature");
    expect(state.threw).toBeUndefined();
  });
});

test("a letter that is no type", () => {
  expect(() => trampolinesFor(["iq"])).toThrow("no type q");
});
