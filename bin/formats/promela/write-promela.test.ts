import { describe, expect, test } from "vitest";
import { readNetwork } from "../../../calculus/core/index.ts";
import { analyseText } from "../../../calculus/loading/index.ts";
import { machineOfChoreography } from "../../../calculus/machine/index.ts";
import type { Machine } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import { tlaText } from "../tla/write-tla.ts";
import type { WrittenText } from "../writers/automata-to-write.ts";
import { promelaText } from "./write-promela.ts";

const whole = { file: 0, start: 0, end: 0 };

function machineOf(text: string, on = "fifo", faults?: string): Machine {
  const model = present(analyseText(text).model);
  const network = readNetwork(on);
  if (!network.ok) throw new Error(on);
  const options = { network: network.network, ...(faults === undefined ? {} : { faults: present(model.faults.get(faults)) }) };
  const result = machineOfChoreography(model, undefined, options);
  if (!result.ok) throw new Error(result.reason);
  return result.built.machine;
}

function written(result: WrittenText): string {
  return "text" in result ? result.text : result.diagnostics.map(({ message }) => message).join("\n");
}

/** A choreography in which A evaluates an expression over x: int and o: option<int>. */
function promelaOf(expression: string, on?: string): string {
  const text = `role A { x: int = 3; o: option<int> = none; }\nrole B;\nchoreography main(A, B) { A.(${expression}) -> B.y; }\n`;
  return written(promelaText(machineOf(text, on), whole, { queueLength: 4 }));
}

describe("Promela", () => {
  test("a queue without bound has room for so many messages, and says when that is not enough", () => {
    expect(promelaOf("1")).toContain("chan A_to_B = [4] of { mtype, short };");
    expect(promelaOf("1")).toContain("assert(len(A_to_B) < 4)");
    expect(promelaOf("1", "bounded(2)")).toContain(":: d_step { (len(A_to_B) < 2) -> A_to_B!message,1 } goto");
  });

  test("what may leave 16 bits is checked before it is stored or sent, what may leave 32 is refused", () => {
    expect(promelaOf("x")).not.toContain("32767 <=");
    expect(promelaOf("x + 1")).toContain("assert(-32767 <= (A_x + 1) && (A_x + 1) <= 32767)");
    expect(promelaOf("x * x * x")).toBe("Promela cannot say this: an expression whose value may need more than 32 bits");
    expect(promelaOf("100000")).toContain("assert(-32767 <= 100000 && 100000 <= 32767)");
  });

  test("what is undefined fails, in a place of its own", () => {
    const text = promelaOf("10 / x");
    expect(text).toContain(":: d_step { (A_x != 0) -> assert(len(A_to_B) < 4); A_to_B!message,");
    expect(text).toContain(":: (!(A_x != 0)) -> goto end_failed_0");
    expect(text).toContain("end_failed_0: false;");
    expect(promelaOf("unwrap(o)")).toContain(":: (!A_o_0) -> goto end_failed_0");
  });

  test("values of infinitely many kinds are refused", () => {
    expect(promelaOf("[x]")).toBe("Promela cannot say this: values of type list<int>");
    expect(promelaOf("to_string(x)")).toBe("Promela cannot say this: the function to_string");
    expect(promelaOf("1", "bag")).toBe("Promela cannot say this: a network that reorders, loses or duplicates messages");
  });

  test("words of Promela and of C are no names", () => {
    const text = "role init { int_: int = 0; }\nrole B;\nchoreography main(init, B) { init -> B : skip_; init -> B : timeout; }\n";
    const promela = written(promelaText(machineOf(text), whole, { queueLength: 2 }));
    expect(promela).toContain("proctype init_2()");
    expect(promela).toContain("mtype = { skip_, timeout_2 };");
  });

  test("a crash starts again with durable fields as they are", () => {
    const text =
      "role A { x: int = 0; durable y: int = 0; }\nrole B;\nchoreography main(A, B) { A.x := 1; A.y := 1; A -> B : go; }\nfaults F { crash A at most 2; }\n";
    const promela = written(promelaText(machineOf(text, "fifo", "F"), whole, { queueLength: 2 }));
    expect(promela).toContain("byte spent_0;");
    expect(promela).toContain(":: d_step { ((spent_0 < 2) && (!(A_x == 0))) -> spent_0++; A_x = 0 } goto at_0");
    expect(promela).toContain(":: d_step { (spent_0 < 2) -> spent_0++; A_x = 0 } goto at_0");
    expect(promela).not.toContain("A_y = 0 }");
  });
});

describe("TLA+", () => {
  const text =
    "role A { xs: list<int> = [1]; }\nrole B;\nchoreography main(A, B) { A.(head(xs)) -> B.x : IF; }\nfaults F { lose A -> B : IF at most 1; reorder A -> B; }\n";

  test("has lists, and every action says what becomes of every variable", () => {
    const tla = written(tlaText(machineOf(text, "bag duplicating", "F"), whole));
    expect(tla).toContain("val = [A |-> [xs |-> <<<<1>>>>], B |-> [x |-> <<>>]]");
    expect(tla).toContain('/\\ queue\' = [queue EXCEPT !.A_to_B = (@ (+) SetToBag({[from |-> "A", label |-> "IF", values |-> <<Head(val.A.xs[1])>>]}))]');
    const actions = tla.split(/\n\n/).filter((block) => block.includes("' = "));
    expect(actions.length).toBeGreaterThan(3);
    for (const action of actions)
      for (const variable of ["at", "val", "queue", "status", "spent"])
        expect(new RegExp(`${variable}' =|UNCHANGED <<[^>]*\\b${variable}\\b`).test(action), action).toBe(true);
  });

  test("actions that are named are those that are defined", () => {
    const tla = written(tlaText(machineOf(text, "lossy", "F"), whole));
    const named = [...tla.matchAll(/^ {2}\\\/ (\w+)$/gm)].map(([, name]) => name);
    const defined = [...tla.matchAll(/^(\w+) ==$/gm)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(4);
    expect(new Set(named).size).toBe(named.length);
    for (const name of named) expect(defined).toContain(name);
  });
});
