/** Projectability of a model, strong projectability of a configuration, and the behaviours of all roles (docs/semantics.md §7). */
import type { Behaviour, Choreography, Instruction, Model, Role } from "../core/index.ts";
import { instructionsWithin } from "../core/index.ts";
import { Identities } from "../identity/index.ts";
import { hasMoreBranches } from "./branching-order.ts";
import type { Merge } from "./merge.ts";
import { merger } from "./merge.ts";
import type { Projected, Projector, Unprojectable } from "./project.ts";
import { projector } from "./project.ts";

/** An unprojectable role of a procedure. */
export interface ProjectionError extends Unprojectable {
  readonly procedure: string;
}

/** Projectors of all roles over one table of identities, so that their results can be compared. */
export interface Projection {
  readonly identities: Identities;
  readonly of: (term: Choreography, role: Role) => Projected;
}

/** A fresh projection; `mergeWith` replaces full merge, for mutants. */
export function projection(identities: Identities = new Identities(), mergeWith: (identities: Identities) => Merge = merger): Projection {
  const merge = mergeWith(identities);
  const projectors = new Map<Role, Projector>();
  return {
    identities,
    of: (term, role) => {
      let project = projectors.get(role);
      if (project === undefined) projectors.set(role, (project = projector(role, identities, merge)));
      return project(term);
    },
  };
}

/** Every role of every procedure whose projection is undefined, in declaration order: none iff the model is projectable. */
export function projectionErrors(model: Model, using: Projection = projection()): readonly ProjectionError[] {
  return [...model.procedures.values()].flatMap((procedure) =>
    procedure.roles.flatMap((role) => {
      const projected = using.of(procedure.body, role);
      return projected.ok ? [] : [{ ...projected.error, procedure: procedure.name }];
    }),
  );
}

/** ⟦C⟧ᵣ for all the roles, or the errors of those that have none. */
export function projectAll(
  term: Choreography,
  roles: readonly Role[],
  using: Projection = projection(),
): { readonly behaviours: ReadonlyMap<Role, Behaviour>; readonly errors: readonly Unprojectable[] } {
  const behaviours = new Map<Role, Behaviour>();
  const errors: Unprojectable[] = [];
  for (const role of roles) {
    const projected = using.of(term, role);
    if (projected.ok) behaviours.set(role, projected.behaviour);
    else errors.push(projected.error);
  }
  return { behaviours, errors };
}

/**
 * Strong projectability of a runtime term (JAR 2023, `str_proj`): it is projectable, and in every frame X⟨pending | live⟩{C0} and for every
 * pending p, ⟦C_X⟧ₚ ⊒ ⟦C0⟧ₚ. `bodyOf` gives C_X for the call of a frame.
 */
export function isStronglyProjectable(
  term: Choreography,
  roles: readonly Role[],
  bodyOf: (procedure: string, roles: readonly Role[]) => Choreography,
  using: Projection,
): boolean {
  if (roles.some((role) => !using.of(term, role).ok)) return false;
  return framesOf(term).every((frame) => {
    const whole = bodyOf(frame.call.procedure, frame.call.roles);
    return frame.pending.every((role) => {
      const [all, rest] = [using.of(whole, role), using.of(frame.body, role)];
      return all.ok && rest.ok && hasMoreBranches(all.behaviour, rest.behaviour, using.identities);
    });
  });
}

type Frame = Extract<Instruction, { kind: "frame" }>;

/** All frames of a runtime term, outer ones first. */
function framesOf(term: Choreography): readonly Frame[] {
  return instructionsWithin(term).filter((I) => I.kind === "frame");
}
