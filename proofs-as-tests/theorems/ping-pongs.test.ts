import { expect, test } from "vitest";
import type { StateSpace } from "../../checker/index.ts";
import { headFirstSpace, networkSpace, recordingChooser } from "../../checker/index.ts";
import { modelOf } from "../generators/generated-program.ts";
import { pingPongs } from "../generators/ping-pongs.ts";
import { realImplementation } from "../implementation.ts";

function countStates<State>(space: StateSpace<State>): number {
  const seen = new Set<string>();
  const open = [...space.initial()];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    const key = space.key(state);
    if (seen.has(key)) continue;
    seen.add(key);
    open.push(...space.moves(state).map((move) => move.target));
  }
  return seen.size;
}

test.each([1, 2, 3, 4])("%i independent ping-pongs have 2n+1 head-first states where the network has 5ⁿ", (pairs) => {
  const model = modelOf(pingPongs(pairs));
  const systems = model && realImplementation.systems(model);
  if (model === undefined || systems === undefined) throw new Error("ping-pongs are well-typed and projectable");
  expect(countStates(headFirstSpace(systems.choreography, model, recordingChooser()))).toBe(2 * pairs + 1);
  expect(countStates(networkSpace(systems.network, recordingChooser()))).toBe(5 ** pairs);
});
