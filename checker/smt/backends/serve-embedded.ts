/**
 * What the thread of the embedded solver does. Z3 runs on this thread, and is called through its synchronous entry with a text on the heap: the asynchronous one of
 * z3-solver 5.2.0 hands another thread a text that is freed before it is read, and then answers another problem.
 */
import type { Message, Order } from "./host.ts";
import type { Load, ThreadData } from "./outside-world.ts";
import type { Trampolines } from "./trampolines/encode.ts";

export interface EmbeddedFiles {
  /** Path of `z3-built.js`. */
  readonly script: string;
  /** Path of `z3-built.wasm`. */
  readonly binary: string;
  /** The binary, compiled by an earlier thread. */
  readonly module?: object;
  /** What the binary's calls of functions that may throw are to go through instead of JavaScript, where it is one with these imports `invoke_…`. */
  readonly trampolines?: Trampolines & { readonly names: readonly string[]; readonly selfTest: { readonly script: string; readonly reply: string } };
}

/** What is used of the module of z3-solver. Numbers are addresses. */
interface Z3 {
  readonly HEAPU8: Uint8Array;
  readonly _malloc: (bytes: number) => number;
  readonly _free: (address: number) => void;
  /** Bytes. */
  readonly _Z3_get_estimated_alloc_size: () => bigint;
  readonly UTF8ToString: (address: number) => string;
  readonly ccall: (name: string, returns: "number" | "void", types: readonly ("number" | "string")[], given: readonly (number | string)[]) => number;
}

/** WebAssembly as the platform has it: the part of its interface that is used here. */
interface Platform {
  readonly Module: (new (bytes: Uint8Array<ArrayBuffer>) => object) & { readonly imports: (module: object) => readonly { readonly name: string }[] };
  readonly Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, unknown>> };
}

type Functions = Readonly<Record<string, (...given: readonly number[]) => unknown>>;

interface Imports {
  readonly env: Functions;
}

interface Overrides {
  readonly print: () => void;
  readonly printErr: (line: string) => void;
  readonly instantiateWasm: (imports: Imports, receive: (instance: object, module: object) => unknown) => unknown;
}

/** Serves until the thread is ended. Its text is the program of the thread: it uses nothing but its parameters and what is everywhere. */
export function serveEmbedded(load: Load, data: ThreadData & EmbeddedFiles): void {
  const { port, words } = data;
  let complaint = "";
  let compiled = data.module;
  const contexts = new Map<number, number>();

  const send = (message: Message): void => {
    port.postMessage(message);
    Atomics.add(words, 0, 1);
    Atomics.notify(words, 0);
  };
  const lost = (failure: unknown, isMemory = false): void => {
    const message = typeof failure === "object" && failure !== null && "message" in failure ? failure.message : failure;
    const text = `${String(message)} ${complaint}`.trim();
    send({ kind: "lost", reason: isMemory || /enlarge memory|out of memory|OOM|Array buffer allocation/i.test(text) ? "memory" : "crash", detail: text });
  };
  const callOf =
    (z3: Z3) =>
    (name: string, ...given: readonly (number | string)[]): number =>
      z3.ccall(
        name,
        "number",
        given.map((one) => (typeof one === "number" ? "number" : "string")),
        given,
      );
  const contextIn = (z3: Z3): number => {
    const call = callOf(z3);
    const config = call("Z3_mk_config");
    const made = call("Z3_mk_context", config);
    call("Z3_del_config", config);
    call("set_noop_error_handler", made);
    return made;
  };
  const evaluate = (z3: Z3, context: number, text: string): string => {
    const bytes = new TextEncoder().encode(text);
    const address = z3._malloc(bytes.length + 1);
    if (address === 0) throw new Error("out of memory");
    z3.HEAPU8.set(bytes, address);
    z3.HEAPU8[address + bytes.length] = 0;
    const reply = z3.UTF8ToString(callOf(z3)("Z3_eval_smtlib2_string", context, address));
    z3._free(address);
    return reply;
  };
  const serve = (z3: Z3): void => {
    const call = callOf(z3);
    let memory = 0;
    const drop = (context: number): void => {
      const known = contexts.get(context);
      contexts.delete(context);
      if (known !== undefined) call("Z3_del_context", known);
    };
    const contextOf = (context: number, isFresh: boolean): number => {
      if (isFresh) drop(context);
      const known = contexts.get(context);
      if (known !== undefined) return known;
      const made = contextIn(z3);
      contexts.set(context, made);
      return made;
    };
    /** Options of Horn clauses are Z3's own, and a context takes them as they are when it is made: told in its script, they would hold for the next one. */
    const tellOptions = (text: string): void => {
      for (const [, name = "", value = ""] of text.matchAll(/^\(set-option :(fp\.[\w.]+) ([\w.]+)\)$/gm)) call("Z3_global_param_set", name, value);
    };
    port.on("message", (order: Order) => {
      try {
        if (order.kind === "drop") drop(order.context);
        else {
          if (order.isFresh) tellOptions(order.text);
          if (order.memory !== memory) call("Z3_global_param_set", "memory_max_size", String(order.memory));
          memory = order.memory;
          send({ kind: "reply", text: evaluate(z3, contextOf(order.context, order.isFresh), order.text) });
        }
      } catch (failure) {
        // Where Z3 needs more than it may have, it ends the process, or fails while it cleans up.
        const isMemory = memory > 0 && z3._Z3_get_estimated_alloc_size() >= BigInt(memory) * 1_048_576n;
        lost(isMemory ? new Error(`more than ${String(memory)} MiB`) : failure, isMemory);
      }
    });
  };

  const { Module, Instance } = (globalThis as unknown as { readonly WebAssembly: Platform }).WebAssembly;
  /** The program with its calls of what may throw inside of WebAssembly (trampolines/encode.ts). */
  const instanceWith = ({ entrances, attempts, names }: NonNullable<EmbeddedFiles["trampolines"]>, program: object, imports: Imports): object => {
    const isTrampoline = (name: string): boolean => name.startsWith("invoke_") || name.includes("longjmp");
    const needed = Module.imports(program)
      .map(({ name }) => name)
      .filter(isTrampoline);
    if (needed.toSorted().join() !== names.toSorted().join()) throw new Error("another build of z3-solver");
    const ours = new Instance(new Module(entrances), {}).exports;
    const thrown = ours["thrown"] as { value: number };
    /** Says that it throws an exception of the program, if it does: all of them know whose they are. */
    const telling =
      (raise: Functions[string] | undefined) =>
      (...given: readonly number[]): unknown => {
        try {
          return raise?.(...given);
        } catch (failure) {
          thrown.value = typeof failure === "object" && failure !== null && "excPtr" in failure ? 1 : 0;
          throw failure;
        }
      };
    const env: Record<string, unknown> = { ...imports.env };
    for (const name of needed) env[name] = ours[name];
    for (const name of ["__cxa_throw", "__cxa_rethrow", "__resumeException"]) env[name] = telling(imports.env[name]);
    const instance = new Instance(program, { ...imports, env });
    new Instance(new Module(attempts), { program: instance.exports, entrances: ours });
    return instance;
  };
  const passes = (z3: Z3, { script, reply }: NonNullable<EmbeddedFiles["trampolines"]>["selfTest"]): boolean => {
    const context = contextIn(z3);
    const said = evaluate(z3, context, script);
    callOf(z3)("Z3_del_context", context);
    return said === reply;
  };
  /**
   * Makes a module whose functions V8 optimises later than those of others: of most of Z3's too little is done in one command for that to pay. The budget is taken by a
   * module when it is made; the usual one is known of this version of V8 alone.
   */
  const lazily = (make: () => object): object => {
    const { setFlagsFromString } = load("node:v8") as { readonly setFlagsFromString: (flag: string) => void };
    const { versions } = load("node:process") as { readonly versions: Readonly<Record<string, string>> };
    if (versions["v8"]?.startsWith("11.3.") !== true) return make();
    setFlagsFromString("--wasm-tiering-budget=60000000");
    try {
      return make();
    } finally {
      setFlagsFromString("--wasm-tiering-budget=1800000");
    }
  };
  const start = async (trampolines: EmbeddedFiles["trampolines"]): Promise<Z3> => {
    const overrides: Overrides = {
      print: () => undefined,
      printErr: (line) => {
        complaint = line;
      },
      instantiateWasm: (imports, receive) => {
        const { readFileSync } = load("node:fs") as { readonly readFileSync: (path: string) => Uint8Array<ArrayBuffer> };
        compiled ??= lazily(() => new Module(readFileSync(data.binary)));
        return receive(trampolines === undefined ? new Instance(compiled, imports) : instanceWith(trampolines, compiled, imports), compiled);
      },
    };
    const z3 = await (load(data.script) as (overrides: Overrides) => Promise<Z3>)(overrides);
    if (trampolines !== undefined && !passes(z3, trampolines.selfTest)) throw new Error("exceptions do not work");
    return z3;
  };
  const ready = (z3: Z3, exceptions: "webassembly" | "javascript"): void => {
    complaint = "";
    serve(z3);
    send({ kind: "ready", exceptions, ...(compiled === undefined || compiled === data.module ? {} : { module: compiled }) });
  };
  const stock = async (): Promise<void> => ready(await start(undefined), "javascript");
  const fast = async (): Promise<void> => ready(await start(data.trampolines), "webassembly");
  // Whatever surprises the faster way, the published one is there.
  (data.trampolines === undefined ? stock() : fast().catch(stock)).catch(lost);
}
