/** n pairs of roles that each exchange two messages: independent of each other, so that a network has exponentially many interleavings. */
import { nowhere } from "../../calculus/diagnostics/index.ts";
import type { Declaration, ParsedFile } from "../../calculus/syntax/index.ts";
import { block, communicate, computed, file, integer, name, variable } from "./syntax.ts";

/** A1.x -> B1.x; B1.x -> A1.x; A2.x -> B2.x; … */
export function pingPongs(pairs: number): ParsedFile {
  const numbers = Array.from({ length: pairs }, (_, index) => index + 1);
  const roles = numbers.flatMap((number) => [`A${number}`, `B${number}`]);
  const type = { kind: "primitive", name: "int", span: nowhere } as const;
  const declaration: Declaration = {
    kind: "role",
    roles: roles.map((role) => ({ name: name(role), fields: [{ name: name("x"), durable: false, type, initial: computed(integer(0)), span: nowhere }] })),
    span: nowhere,
  };
  const body = numbers.flatMap((number) => [
    communicate(`A${number}`, [variable("x")], `B${number}`, ["x"]),
    communicate(`B${number}`, [variable("x")], `A${number}`, ["x"]),
  ]);
  return file([
    declaration,
    { kind: "choreography", name: name("main"), roles: roles.map((role) => ({ name: name(role) })), parameters: [], body: block(body), span: nowhere },
  ]);
}
