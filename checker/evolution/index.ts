/** Evolution: two versions of a protocol beside each other, and networks in which both occur (docs/evolution.md). */
export { compareProtocols } from "./compare-protocols.ts";
export type { Answer, ComparedProtocols, Evolution, Replacement, RoleEvolution } from "./compare-protocols.ts";
export type { Change } from "./changes.ts";
export type { NetworkFinding } from "./mixed-network.ts";
export type { UpgradeOrder } from "./upgrade-order.ts";
