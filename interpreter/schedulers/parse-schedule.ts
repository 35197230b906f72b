/** Schedules by name, as a command line or a trace gives them: the name of every scheduler here is one that this function reads. */
import type { Role } from "../../calculus/core/index.ts";
import { headFirst } from "./head-first.ts";
import { random } from "./random.ts";
import { roundRobin } from "./round-robin.ts";
import type { Scheduler } from "./scheduler.ts";
import { scriptedIndices } from "./scripted.ts";
import { starving } from "./starving.ts";

export type ParsedSchedule = { readonly kind: "schedule"; readonly scheduler: Scheduler } | { readonly kind: "unknown"; readonly message: string };

/** The forms that `parseSchedule` reads, for usage texts. */
export const scheduleForms: readonly string[] = ["head-first", "round-robin", "random", "starving:ROLE", "script:0,2,1"];

const unknown = (message: string): ParsedSchedule => ({ kind: "unknown", message });
const known = (scheduler: Scheduler): ParsedSchedule => ({ kind: "schedule", scheduler });

/** The scheduler with this name for a system with these roles; `seed` is for `random`. An unknown name, role or position is a message. */
export function parseSchedule(name: string, roles: readonly Role[], seed: string): ParsedSchedule {
  if (name === "head-first") return known(headFirst);
  if (name === "round-robin") return known(roundRobin(roles));
  if (name === "random") return known(random(seed));
  if (name.startsWith("starving:")) {
    const role = name.slice("starving:".length);
    return roles.includes(role) ? known(starving(role)) : unknown(`there is no role ${role}; the roles are ${roles.join(", ")}`);
  }
  if (name.startsWith("script:")) {
    const positions = name.slice("script:".length);
    const parts = positions === "" ? [] : positions.split(",");
    const wrong = parts.find((part) => !/^[0-9]{1,9}$/.test(part));
    return wrong === undefined ? known(scriptedIndices(parts.map(Number))) : unknown(`a script is a list of positions from 0 on, not ${wrong}`);
  }
  return unknown(`there is no schedule ${name}; there are ${scheduleForms.join(", ")}`);
}
