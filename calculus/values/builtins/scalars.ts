/** Built-in functions on options, integers and strings. */
import { some } from "../construct.ts";
import { boundedPower } from "../arithmetic.ts";
import { maximumIntegerBits } from "../limits.ts";
import { failure, limitReached } from "../size.ts";
import { boolType, intType, stringType } from "../types.ts";
import { asInteger, contentOf, present } from "./access.ts";
import { option, signature, t } from "./signature.ts";
import type { Builtin } from "./signature.ts";

const twoIntegers = [signature([intType, intType], intType)];

export const scalarFunctions: readonly Builtin[] = [
  { name: "some", signatures: [signature([t], option(t))], apply: ([x]) => some(present(x)) },
  { name: "is_some", signatures: [signature([option(t)], boolType)], apply: ([o]) => contentOf(o) !== undefined },
  { name: "is_none", signatures: [signature([option(t)], boolType)], apply: ([o]) => contentOf(o) === undefined },
  { name: "unwrap", signatures: [signature([option(t)], t)], apply: ([o]) => contentOf(o) ?? failure("unwrap of none") },
  { name: "unwrap_or", signatures: [signature([option(t), t], t)], apply: ([o, d]) => contentOf(o) ?? present(d) },
  {
    name: "abs",
    signatures: [signature([intType], intType)],
    apply: ([n]) => {
      const value = asInteger(n);
      return value < 0n ? -value : value;
    },
  },
  { name: "min", signatures: twoIntegers, apply: ([a, b]) => (asInteger(a) <= asInteger(b) ? asInteger(a) : asInteger(b)) },
  { name: "max", signatures: twoIntegers, apply: ([a, b]) => (asInteger(a) >= asInteger(b) ? asInteger(a) : asInteger(b)) },
  {
    name: "power",
    signatures: twoIntegers,
    apply: ([a, n]) => {
      const exponent = asInteger(n);
      if (exponent < 0n) return failure(`power with the negative exponent ${exponent}`);
      return boundedPower(asInteger(a), exponent) ?? limitReached(`integer of more than ${maximumIntegerBits} bits`);
    },
  },
  { name: "to_string", signatures: [signature([intType], stringType)], apply: ([n]) => asInteger(n).toString() },
];
