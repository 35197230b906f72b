/** Endpoint projection, merging, the branching order, projectability, and the queue read-off. */
export type { Projected, Projector, Unprojectable } from "./project.ts";
export { merger } from "./merge.ts";
export type { Conflict, Merge, Merged } from "./merge.ts";
export { hasMoreBranches } from "./branching-order.ts";
export { isStronglyProjectable, projectAll, projection, projectionErrors } from "./projectability.ts";
export type { Projection, ProjectionError } from "./projectability.ts";
export { messageText, queuesOf, sameQueues } from "./queues.ts";
export type { Queues } from "./queues.ts";
export { machineOf } from "./machine.ts";
export type { Machine, MachineEdge } from "./machine.ts";
