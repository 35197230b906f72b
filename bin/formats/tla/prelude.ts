/** Definitions that every module of ours begins with: what TLA+'s own modules leave out. */
export const prelude = `(* Division with a remainder that is never negative. *)
Quotient(a, b) == IF b > 0 THEN a \\div b ELSE -(a \\div (-b))
Remainder(a, b) == IF b > 0 THEN a % b ELSE a % (-b)

(* Sequences, and functions with finite domains. *)
Range(s) == {s[i] : i \\in DOMAIN s}
Reverse(s) == [i \\in 1..Len(s) |-> s[Len(s) + 1 - i]]
RemoveAt(s, k) == SubSeq(s, 1, k - 1) \\o SubSeq(s, k + 1, Len(s))
Swap(s, k) == [i \\in 1..Len(s) |-> IF i = k THEN s[k + 1] ELSE IF i = k + 1 THEN s[k] ELSE s[i]]
Put(f, x, y) == [z \\in (DOMAIN f) \\cup {x} |-> IF z = x THEN y ELSE f[z]]
Without(f, x) == [z \\in (DOMAIN f) \\ {x} |-> f[z]]
RECURSIVE Sum(_)
Sum(s) == IF s = <<>> THEN 0 ELSE Head(s) + Sum(Tail(s))
`;
