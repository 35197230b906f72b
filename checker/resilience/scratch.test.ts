import { test } from "vitest";
import { analyseText } from "../../calculus/loading/index.ts";
import { networkSystem } from "../../calculus/semantics/index.ts";
import type { Model, TransactionDefinition } from "../../calculus/core/index.ts";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import { replaySystem, soundMachine, asImplemented, replayLabelText } from "../../interpreter/recovery/index.ts";
import { recordingChooser } from "../explicit-state/chooser.ts";
import { judgeReplay, replayItems } from "./replay-properties.ts";

function tx(name: string, role: string, more: Partial<TransactionDefinition> = {}): TransactionDefinition {
  return {
    name,
    role,
    parameters: [],
    effect: "journaled",
    isIrrevocable: false,
    isFallible: false,
    isCounted: false,
    committed: `${name}_ok`,
    answer: `${name}_answer`,
    reads: [],
    writes: ["x"],
    span: nowhere,
    ...more,
  };
}
function run(title: string, text: string, txs: readonly TransactionDefinition[], switches: object, options: { sessions?: number } = {}) {
  const { model: base, diagnostics } = analyseText(text);
  if (base === undefined) throw new Error(diagnostics.map((d) => d.message).join("; "));
  const model: Model = { ...base, transactions: new Map(txs.map((t) => [t.name, t])) };
  const net = networkSystem(model, "main");
  if (!net.ok) throw new Error("unprojectable");
  const faults = [...model.faults.values()][0];
  const system = replaySystem(model, net.system, {
    switches: { ...soundMachine, ...switches },
    sessions: options.sessions ?? 1,
    ...(faults ? { faults } : {}),
  });
  const t = Date.now();
  const a = judgeReplay(system, replayItems, recordingChooser(), { maxStates: 200_000 });
  console.log(title, "states", a.states, "outcomes", a.outcomes, a.outcomesWithFaults, Date.now() - t, "ms");
  for (const [item, ans] of a.answers) {
    console.log("  ", item, ans.verdict, "reason" in ans ? (ans.reason ?? "") : "");
    if (ans.verdict === "violated") {
      console.log("      " + ans.finding.shows.join("; "));
      if (["replay-safe", "saga-atomic"].includes(item))
        for (const s of ans.finding.steps) console.log("        " + replayLabelText(s.label, (options.sessions ?? 1) > 1));
    }
  }
}
const saga = (
  n: number,
) => `role W { durable stock: int = 1; take_ok: bool = false; take_answer: int = 0; } role P { durable bal: int = 100; charge_ok: bool = false; charge_answer: int = 0; } role L { durable pts: int = 0; pts_ok: bool = false; }
choreography take(W) { if W.(stock > 0) { W.stock := stock - 1; W.take_answer := 1; } else { W.take_answer := 0; } W.take_ok := true; }
choreography charge(P; amt: int at P) { P.bal := bal - amt; P.charge_answer := 1; P.charge_ok := true; }
choreography addPoints(L; a: int at L) { L.pts := pts + a; L.pts_ok := true; }
choreography main(W, P, L) {
  call take(W); W.ok := take_answer; W.ok -> P.ok; P.amt := 10 * ok; call charge(P; amt); P.c := charge_answer; P.amt -> L.a; P.c -> W.done; call addPoints(L; a);
}
faults F { crash W, P, L at most ${n}; }`;
const txs = [tx("take", "W"), tx("charge", "P"), { ...tx("addPoints", "L"), committed: "pts_ok" }].map((t) => {
  const { answer, ...r } = t;
  return t.name === "addPoints" ? r : ({ ...r, answer } as TransactionDefinition);
});
test("replay.py", () => {
  const imm = { completion: "immediate" };
  run("no txlog", saga(1), txs, { ...imm, journal: "off" });
  run("rnd", `role A; role B; role C; choreography main(A, B, C) { A.u := any 0..1; A.u -> B.u; A.u -> C.u; } faults F { crash A, B, C at most 1; }`, [], imm);
});
const order = (
  main: string,
  n: string,
) => `role W { durable stock: int = 1; take_ok: bool = false; } role P { durable bal: int = 5; charge_ok: bool = false; } role L { durable pts: int = 0; pts_ok: bool = false; }
choreography take(W) { if W.(stock > 0) { W.stock := stock - 1; W.take_ok := true; } else { W.take_ok := false; } }
choreography take_undo(W) { W.stock := stock + 1; }
choreography charge(P) { if P.(bal >= 10) { P.bal := bal - 10; P.charge_ok := true; } else { P.charge_ok := false; } }
choreography charge_undo(P) { P.bal := bal + 10; }
choreography addPoints(L) { L.pts := pts + 1; L.pts_ok := true; }
choreography addPoints_undo(L) { L.pts := pts - 1; }
choreography main(W, P, L) { ${main} }
faults F { ${n} }`;
const otx = [
  tx("take", "W", { isFallible: true, undo: "take_undo" }),
  tx("charge", "P", { isFallible: true, undo: "charge_undo" }),
  tx("addPoints", "L", { committed: "pts_ok", undo: "addPoints_undo" }),
].map(({ answer, ...r }) => r as TransactionDefinition);
test("saga", () => {
  const chain = "call take(W); W -> P : go; call charge(P); P -> L : go; call addPoints(L); L -> W : done;";
  run("chain sound", order(chain, "crash W, P, L at most 2;"), otx, {});
  const fan = "call take(W); W -> L : go; W -> P : go; call addPoints(L); call charge(P); ";
  run("fan sound", order(fan, "crash W, P, L at most 1;"), otx, {});
  run("fan: late commit", order(fan, "crash W, P, L at most 1;"), otx, { "abort-check": "off" });
  run("fan: abort before start", order(fan, "crash W, P, L at most 1;"), otx, { "abort-memo": "off" });
  run(
    "chain marks",
    order("call take(W); call take2(W); W -> P : go; call charge(P); P -> L : go; call addPoints(L); L -> W : done;", "crash W at most 1;") +
      "choreography take2(W) { W.take_ok := true; W.stock := stock - 5; } choreography take2_undo(W) { W.stock := stock + 5; }",
    [...otx, tx("take2", "W", { committed: "take_ok", undo: "take2_undo" })].map(({ answer, ...r }) => r as TransactionDefinition),
    { marks: "all" },
  );
  run("chain as-implemented", order(chain, "crash W, P, L at most 1;"), otx, asImplemented);
});
