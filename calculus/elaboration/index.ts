/** Elaboration: from the tree of checked files to the model that the semantics, the projection and every engine read. */
export { elaborate } from "./elaborate.ts";
export { definitionsOf } from "./definitions.ts";
export { elaborateDomain } from "./domain.ts";
export { checkProcessDepth } from "./processes/processes-of.ts";
export { jumpsOf as jumpsOfProcess } from "./processes/jumps.ts";
export { shapeOf, statementsOf as statementsOfProcess } from "./processes/shape.ts";
export { contextDeclaration } from "./contexts/context-declaration.ts";
export { writtenMember } from "./contexts/written-member.ts";
export type { WrittenState } from "./contexts/written-member.ts";
export { contextsOf } from "./contexts/contexts-of.ts";
export { protocolsOf } from "./protocols/protocols-of.ts";
export { entryPoint } from "./entry-point.ts";
export { waysOut } from "./ways-out.ts";
export type { WaysOut } from "./ways-out.ts";
export { checkJumpDepth } from "./jump-depth.ts";
export { faultModelsOf } from "./faults.ts";
