/** Networks and fault models to run programs in that say nothing of them: one of each list for a number, so that all combinations occur. */
import type { FaultModel, NetworkArchitecture, Role } from "../../calculus/core/index.ts";
import { fifo } from "../../calculus/core/index.ts";
import { nowhere } from "../../calculus/diagnostics/index.ts";

const networks: readonly NetworkArchitecture[] = [
  fifo,
  { ...fifo, capacity: 1 },
  { ...fifo, order: "mailbox" },
  { ...fifo, order: "bag", lossy: true },
  { order: "mailbox", capacity: 2, lossy: true, duplicating: true },
  { ...fifo, order: "bag", duplicating: true },
  fifo,
];

/** The network and the faults with this number, for these roles. */
export function surroundings(number: number, roles: readonly Role[]): { readonly network: NetworkArchitecture; readonly faults?: FaultModel } {
  const network = networks[number % networks.length] ?? fifo;
  const clauses = clausesFor(number % 6, roles);
  return clauses.length === 0 ? { network } : { network, faults: { name: "F", clauses, span: nowhere } };
}

function clausesFor(number: number, roles: readonly Role[]): FaultModel["clauses"] {
  const span = nowhere;
  switch (number) {
    case 0:
      return [
        { kind: "crash", roles: roles.slice(0, 2), restarts: true, atMost: 2, span },
        { kind: "lose", atMost: 1, span },
        { kind: "reorder", span },
      ];
    case 1:
      return [
        { kind: "crash", roles, restarts: false, atMost: 1, span },
        { kind: "duplicate", atMost: 1, span },
        { kind: "crash", roles, restarts: true, span },
      ];
    default:
      return [];
  }
}
