import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readNetwork } from "../../calculus/core/index.ts";
import type { Model } from "../../calculus/core/index.ts";
import { analyseText } from "../../calculus/loading/index.ts";
import { contracts } from "../../calculus/protocols/index.ts";
import { networkSystem, systemNetwork } from "../../calculus/semantics/index.ts";
import { decodeCertificate, encodeCertificate } from "./certificate.ts";
import type { Certificate } from "./certificate.ts";
import { certify } from "./certify.ts";
import type { Certified } from "./certify.ts";
import { graphOfNetwork } from "../graph/index.ts";
import { hashOf, recheck, stateText } from "./recheck.ts";

const limits = { maxStates: 50_000, memory: 2 ** 30 };

function modelOf(text: string): Model {
  const { model, diagnostics } = analyseText(text);
  if (model === undefined) throw new Error(diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n"));
  return model;
}

function certified(model: Model, subject: string, architecture = "fifo", faults?: string, wanted?: readonly string[]): Certified {
  const reading = readNetwork(architecture);
  if (!reading.ok) throw new Error(architecture);
  const chosen = faults === undefined ? undefined : model.faults.get(faults);
  const options = { network: reading.network, ...(chosen === undefined ? {} : { faults: chosen }) };
  const system = model.systems.get(subject);
  const built = system === undefined ? networkSystem(model, subject, options) : systemNetwork(model, system, contracts(model), options);
  if (!built.ok) throw new Error("no network");
  return certify({ model, network: built.system, subject, architecture, ...(faults === undefined ? {} : { faults }) }, wanted, limits);
}

function certificateOf(model: Model, subject: string, architecture?: string, faults?: string): Certificate {
  const { certificate, claims } = certified(model, subject, architecture, faults);
  if (certificate === undefined) throw new Error(claims.map(({ property, reason }) => `${property}: ${reason ?? ""}`).join("\n"));
  return certificate;
}

const text = `
role A { n: int = any 0..2; sum: int = 0; }
role B { got: int = 0; }
choreography main(A, B) {
  loop L {
    A.n -> B.x : value;
    B.got := x;
    B.(got + 1) -> A.y : next;
    A.sum := y;
    assert A.(sum <= 3);
    if A.(n == 0) { A -> B : more; } else { A -> B : stop; break L; }
  }
}
property Small of main = always A.sum <= 3;
property Never of main = never B.got == 7;
property After of main = always sent A -> B : stop implies A.n > 0;
property Last of main = finally B.got == A.n;
property Seen of main = witness B.got == 2;
property Wrong of main = always A.sum <= 2;
`;
const model = modelOf(text);
const whole = certificateOf(model, "main");

describe("a certificate", () => {
  test("is of what is proved, and of nothing else", () => {
    expect(certified(model, "main").claims.map(({ property, outcome }) => `${property} ${outcome}`)).toEqual([
      "no-failure certified",
      "deadlock-free certified",
      "reception-safe certified",
      "orphan-free certified",
      "assert certified",
      "Small certified",
      "Never certified",
      "After certified",
      "Last certified",
      "Wrong violated",
    ]);
    expect(certified(model, "main", "fifo", undefined, ["Wrong"]).certificate).toBeUndefined();
  });

  test("is accepted, also when it was written and read again", () => {
    const decoded = decodeCertificate(encodeCertificate(whole));
    expect(decoded).toEqual({ ok: true, certificate: whole });
    expect(recheck(whole, model)).toMatchObject({ kind: "accepted", states: whole.states.length });
    expect(encodeCertificate(certificateOf(modelOf(text), "main"))).toBe(encodeCertificate(whole));
  });

  test("is not checked to its end when it is interrupted", () => {
    expect(recheck(whole, model, () => "the time limit")).toEqual({ kind: "unfinished", reason: "the time limit" });
  });

  test("is not of a set that may be larger than what was looked at", () => {
    const infinite = modelOf(text.replace("any 0..2", "any"));
    expect(certified(infinite, "main").claims.every(({ outcome }) => outcome === "uncertified" || outcome === "violated")).toBe(true);
    expect(recheck({ ...whole, program: { ...whole.program, hash: certificateHash(infinite) } }, infinite)).toMatchObject({ kind: "rejected" });
  });
});

/** The hash that a certificate of this program would have. */
function certificateHash({ sources }: Model): string {
  const { program } = certificateOf({ ...model, sources }, "main");
  return program.hash;
}

describe("a certificate that was tampered with is rejected:", () => {
  const reasonFor = (tampered: Certificate, program = model): string => {
    const result = recheck(tampered, program);
    return result.kind === "accepted" ? "accepted" : result.reason;
  };

  test("any state that is missing", () => {
    for (let missing = 0; missing < whole.states.length; missing += 1)
      expect(reasonFor({ ...whole, states: whole.states.toSpliced(missing, 1) })).toMatch(
        /^(?:an initial state|a state that a step leads to) is not in its set$/,
      );
  });

  test("any state that is another", () => {
    for (const [index, state] of whole.states.entries()) {
      const other = state.replace(/(?<=sum=)[0-9]+/, (digits) => String(Number(digits) + 40));
      expect(reasonFor({ ...whole, states: whole.states.with(index, other) })).toMatch(/is not in its set$/);
    }
  });

  test("a state more, a state twice", () => {
    expect(reasonFor({ ...whole, states: [...whole.states, "7,7\u0003\u0003"] })).toBe("its set has a state that is never reached");
    expect(reasonFor({ ...whole, states: [...whole.states, whole.states[0] ?? ""] })).toBe("it lists a state twice");
  });

  test("a process that is another, that is missing, or twice", () => {
    const { processes } = whole;
    expect(reasonFor({ ...whole, processes: processes.with(0, "A!value(0);\n") })).toMatch(/has a process that it does not list$/);
    expect(reasonFor({ ...whole, processes: processes.slice(0, -1) })).toMatch(/has a process that it does not list$/);
    expect(reasonFor({ ...whole, processes: [...processes, processes[0] ?? ""] })).toBe("it lists a process twice");
  });

  test("another program, or the hash of another one", () => {
    expect(reasonFor({ ...whole, program: { ...whole.program, hash: whole.program.hash.replace(/.$/, "x") } })).toMatch(/^it is for another program/);
    expect(reasonFor(whole, modelOf(text.replace("0..2", "0..3")))).toMatch(/^it is for another program/);
  });

  test("a property that does not hold, that is not there, or that no set of states shows", () => {
    expect(reasonFor({ ...whole, properties: ["Wrong"] })).toBe("Wrong does not hold: a state contradicts `always`");
    expect(reasonFor({ ...whole, properties: ["Other"] })).toBe("main has no property `Other`");
    expect(reasonFor({ ...whole, properties: ["Seen"] })).toBe("a closed set shows nothing about `witness`");
  });

  test("another network, other faults, another subject", () => {
    expect(reasonFor({ ...whole, network: "lossy" })).toMatch(/is not in its set$/);
    expect(reasonFor({ ...whole, network: "carrier pigeons" })).toMatch(/that there is not$/);
    expect(reasonFor({ ...whole, faults: "Crashes" })).toBe("the program has no faults `Crashes`");
    expect(reasonFor({ ...whole, subject: "other" })).toMatch(/`other`$/);
  });
});

describe("each property is judged by the checker itself:", () => {
  /** What becomes of a certificate that claims the property, whatever the engines say. */
  const claim = (source: string, property: string, faults?: string): string => {
    const program = modelOf(source);
    const result = recheck({ ...certificateOf(program, "S", "fifo", faults), properties: [property] }, program);
    return result.kind === "accepted" ? "accepted" : result.reason;
  };
  const process = (name: string, role: string, body: string): string => `process ${name} plays ${role} { ${body} }\n`;
  const roles = "role A { n: int = 0; }\nrole B { n: int = 0; }\n";
  const system = (a: string, b: string): string => `${roles}${process("PA", "A", a)}${process("PB", "B", b)}system S { A = PA; B = PB; }\n`;

  test.each([
    ["deadlock-free", system("B?l(); B!l();", "A?l(); A!l();"), "nobody can move, and somebody waits"],
    ["reception-safe", system("B!l();", "A?r();"), "a role is offered only what it does not expect"],
    ["orphan-free", system("B!l();", "n := 1;"), "everybody is finished, and a message is left"],
    ["no-failure", system("n := 1 / n;", "n := 1;"), "A fails"],
    ["assert", system("assert n == 1;", "n := 1;"), "A violates"],
  ])("%s", (property, source, reason) => {
    expect(claim(source, property)).toContain(`${property} does not hold: ${reason}`);
    expect(claim(system("B!l(); B?r();", "A?l(); A!r();"), property)).toBe("accepted");
  });

  test("senders that wait for room are in a deadlock, and so is who waits behind a closed guard", () => {
    const full = modelOf(system("B!l(); B!l(); B?m();", "A!m(); A!m(); A?l();"));
    const certificate = { ...certificateOf(full, "S", "bounded(1)", undefined), properties: ["deadlock-free"] };
    expect(recheck(certificate, full)).toMatchObject({ kind: "rejected", reason: "deadlock-free does not hold: nobody can move, and somebody waits" });
    expect(claim(system("select { when n > 0: B?l() }", "n := 1 / n; A!l();"), "deadlock-free")).toContain("nobody can move");
    expect(claim(system("select { when n == 0: B?l() }", "n := 1 / n; A!l();"), "deadlock-free")).toBe("accepted");
  });

  test("a state in which nobody moves and who has crashed for good is final", () => {
    const source = `${system("n := 1; n := 2;", "n := 3;")}faults F { crash B permanently at most 1; } property Last of S = finally B.n == 3;`;
    expect(claim(source, "Last", "F")).toContain("a state contradicts");
  });

  test("a choice without values is no proof", () => {
    const empty = modelOf(system("n := any 1..n;", "n := 1;"));
    const built = systemNetwork(empty, empty.systems.get("S")!, contracts(empty));
    if (!built.ok) throw new Error("no network");
    const graph = graphOfNetwork(built.system, limits);
    const processes: string[] = [];
    const numberOf = (text: string): number => (processes.includes(text) ? processes.indexOf(text) : processes.push(text) - 1);
    const states = Array.from({ length: graph.states }, (_, state) => stateText(graph.configuration(state), built.system.roles, numberOf));
    const program = { file: "S", hash: hashOf(empty.sources) };
    const forged = { program, subject: "S", network: "fifo", properties: ["deadlock-free"], processes, states };
    expect(recheck(forged, empty)).toEqual({ kind: "rejected", reason: "no value satisfies what is asked of A.n" });
  });

  test("who waits for somebody who crashed for good is in a deadlock, who waits for somebody who failed is not", () => {
    const waits = system("n := 1; B!l();", "A?l();");
    expect(claim(`${waits}faults F { crash A permanently at most 1; }`, "deadlock-free", "F")).toContain("nobody can move");
    expect(claim(system("n := 1 / n; B!l();", "A?l();"), "deadlock-free")).toBe("accepted");
  });
});

test("the checker is small, the whole of it", () => {
  const lines = ["recheck.ts", "certificate.ts"].flatMap((name) => readFileSync(join(import.meta.dirname, name), "utf8").split("\n"));
  expect(lines.length).toBeLessThan(500);
});

test.each([
  ["", "it is no JSON"],
  ["[]", "it is no certificate"],
  ['{"certificate":2}', "it is of another version than 1"],
  ['{"certificate":1}', "it names no program"],
  ['{"certificate":1,"program":{"file":"f","hash":"h"},"subject":1}', "it names no subject, network or faults"],
  [encodeCertificate({ ...whole, properties: [] }), "it claims nothing"],
  [encodeCertificate(whole).replace('"states":[', '"states":[1,'), "properties, processes and states are lists of texts"],
  [encodeCertificate({ ...whole, states: Array.from({ length: 100_001 }, String) }), "it has more than 100000 states"],
])("what is no certificate is not read as one (%#)", (damaged, reason) => {
  expect(decodeCertificate(damaged)).toEqual({ ok: false, reason });
});
