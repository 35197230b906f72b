/**
 * What the thread of the embedded solver does. Z3 runs on this thread, and is called through its synchronous entry with a text on the heap: the asynchronous one of
 * z3-solver 5.2.0 hands another thread a text that is freed before it is read, and then answers another problem.
 */
import type { Message, Order } from "./host.ts";
import type { Load, ThreadData } from "./outside-world.ts";

export interface EmbeddedFiles {
  /** Path of `z3-built.js`. */
  readonly script: string;
  /** Path of `z3-built.wasm`. */
  readonly binary: string;
  /** The binary, compiled by an earlier thread. */
  readonly module?: object;
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
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object, imports: object) => object;
}

interface Overrides {
  readonly print: () => void;
  readonly printErr: (line: string) => void;
  readonly instantiateWasm: (imports: object, receive: (instance: object, module: object) => unknown) => unknown;
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
  const serve = (z3: Z3): void => {
    const call = (name: string, ...given: readonly (number | string)[]): number =>
      z3.ccall(
        name,
        "number",
        given.map((one) => (typeof one === "number" ? "number" : "string")),
        given,
      );
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
      const config = call("Z3_mk_config");
      const made = call("Z3_mk_context", config);
      call("Z3_del_config", config);
      call("set_noop_error_handler", made);
      contexts.set(context, made);
      return made;
    };
    const evaluate = (context: number, text: string): string => {
      const bytes = new TextEncoder().encode(text);
      const address = z3._malloc(bytes.length + 1);
      if (address === 0) throw new Error("out of memory");
      z3.HEAPU8.set(bytes, address);
      z3.HEAPU8[address + bytes.length] = 0;
      const reply = z3.UTF8ToString(call("Z3_eval_smtlib2_string", context, address));
      z3._free(address);
      return reply;
    };
    port.on("message", (order: Order) => {
      try {
        if (order.kind === "drop") drop(order.context);
        else {
          if (order.memory !== memory) call("Z3_global_param_set", "memory_max_size", String(order.memory));
          memory = order.memory;
          send({ kind: "reply", text: evaluate(contextOf(order.context, order.isFresh), order.text) });
        }
      } catch (failure) {
        // Where Z3 needs more than it may have, it ends the process, or fails while it cleans up.
        const isMemory = memory > 0 && z3._Z3_get_estimated_alloc_size() >= BigInt(memory) * 1_048_576n;
        lost(isMemory ? new Error(`more than ${String(memory)} MiB`) : failure, isMemory);
      }
    });
  };

  const overrides: Overrides = {
    print: () => undefined,
    printErr: (line) => {
      complaint = line;
    },
    instantiateWasm: (imports, receive) => {
      const { Module, Instance } = (globalThis as unknown as { readonly WebAssembly: Platform }).WebAssembly;
      const { readFileSync } = load("node:fs") as { readonly readFileSync: (path: string) => Uint8Array<ArrayBuffer> };
      compiled ??= new Module(readFileSync(data.binary));
      return receive(new Instance(compiled, imports), compiled);
    },
  };
  (load(data.script) as (overrides: Overrides) => Promise<Z3>)(overrides).then(
    (z3) => {
      serve(z3);
      send({ kind: "ready", ...(compiled === undefined || compiled === data.module ? {} : { module: compiled }) });
    },
    (failure: unknown) => lost(failure),
  );
}
