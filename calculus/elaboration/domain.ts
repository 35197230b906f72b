/** What an `any` ranges over, with the declared type filled in where the text leaves it out. */
import { assertNever } from "../assert-never.ts";
import type { Domain } from "../core/index.ts";
import type { AnyDomain, Type } from "../syntax/index.ts";
import { unchecked } from "./unchecked.ts";

/** Returns the domain of `any`; `declared` is the type of the place that it fills, needed by `any` and `any where …`. */
export function elaborateDomain(domain: AnyDomain, declared: Type | undefined): Domain {
  switch (domain.kind) {
    case "type":
      return { kind: "type", type: domain.type };
    case "range":
      return { kind: "range", low: domain.low, high: domain.high };
    case "declared":
      return { kind: "type", type: declared ?? unchecked("`any` for a place without a declared type") };
    case "where":
      return {
        kind: "type",
        type: {
          kind: "refined",
          base: declared ?? unchecked("`any where` for a place without a declared type"),
          predicate: domain.predicate,
          span: domain.span,
        },
      };
    default:
      return assertNever(domain);
  }
}
