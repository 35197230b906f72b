import { expect, test } from "vitest";
import { analyseText } from "../loading/index.ts";
import { exhaustive } from "../values/index.ts";
import type { MetLimit } from "../values/index.ts";
import { choreographySystem, networkSystem, storeOf } from "./index.ts";
import type { World } from "./index.ts";

test("calls nested deeper than the limit are not entered: no step, no failure, and the chooser is told; the other roles go on", () => {
  const { model } = analyseText("role R; role A; role B; choreography Main(A, B) { call X(A); call X(B); } choreography X(P: R) { P.x := 1; }");
  if (model === undefined) throw new Error("not well-typed");
  const network = networkSystem(model, "Main");
  if (!network.ok) throw new Error("not projectable");
  const met: MetLimit[] = [];
  const chooser = exhaustive(
    () => undefined,
    () => undefined,
    (limit) => met.push(limit),
  );
  const deep = (world: World): World => {
    const { fields } = storeOf(world, "A");
    return { ...world, store: new Map(world.store).set("A", { fields, frames: Array.from({ length: 1001 }, () => []) }) };
  };
  const choreography = choreographySystem(model, "Main");
  const left = choreography.initial(chooser).flatMap(({ term, world }) => choreography.steps({ term, world: deep(world) }, chooser));
  const right = network.system
    .initial(chooser)
    .flatMap((configuration) => network.system.steps({ ...configuration, world: deep(configuration.world) }, chooser));
  for (const steps of [left, right]) expect(steps.map(({ label }) => [label.kind, label.kind === "local" ? label.role : ""])).toEqual([["local", "B"]]);
  expect(new Set(met.map(({ role, what, reason }) => `${role} ${what} ${reason}`))).toEqual(new Set(["A a call of X calls nested deeper than 500"]));
});
