/** When two engines cannot both be right. */
import type { Verdict } from "./verdict.ts";

/** Whether two outcomes for one question cannot both be right. */
export function contradict(left: Verdict["verdict"], right: Verdict["verdict"]): boolean {
  const silent: readonly Verdict["verdict"][] = ["unknown", "verified-up-to", "error"];
  return left !== right && !silent.includes(left) && !silent.includes(right);
}
