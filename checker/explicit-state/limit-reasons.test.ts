import { expect, test } from "vitest";
import { limitOfMemory, limitOfStates } from "./limit-reasons.ts";

test("limits are told in the units of the options", () => {
  expect(limitOfStates(200_000)).toBe("the limit of 200000 states was reached");
  expect(limitOfMemory(64 * 1_048_576)).toBe("the memory limit of 64 MiB was reached");
  expect(limitOfMemory(1_048_577)).toBe("the memory limit of 1048577 bytes was reached");
});
