/** Polynomials over named integers: what terms of conditions come to when they are multiplied out. */

export interface Polynomial {
  readonly constant: bigint;
  /** By the product of names, written as text; no factor is 0. */
  readonly monomials: ReadonlyMap<string, { readonly names: readonly string[]; readonly factor: bigint }>;
}

/** A number. */
export function constant(value: bigint): Polynomial {
  return { constant: value, monomials: new Map() };
}

/** A named integer. */
export function variable(name: string): Polynomial {
  return { constant: 0n, monomials: new Map([[keyOf([name]), { names: [name], factor: 1n }]]) };
}

function keyOf(names: readonly string[]): string {
  return JSON.stringify(names);
}

/** factor · one + other. Linear. */
export function plus(other: Polynomial, one: Polynomial, factor = 1n): Polynomial {
  const monomials = new Map(other.monomials);
  for (const [key, { names, factor: own }] of one.monomials) {
    const sum = (monomials.get(key)?.factor ?? 0n) + factor * own;
    if (sum === 0n) monomials.delete(key);
    else monomials.set(key, { names, factor: sum });
  }
  return { constant: other.constant + factor * one.constant, monomials };
}

/** factor · one. */
export function scaled(one: Polynomial, factor: bigint): Polynomial {
  return plus(constant(0n), one, factor);
}

/** The product; quadratic. */
export function times(one: Polynomial, other: Polynomial): Polynomial {
  let product = plus(scaled(one, other.constant), constant(0n));
  for (const { names, factor } of other.monomials.values()) {
    let part: Polynomial = constant(0n);
    for (const own of one.monomials.values()) {
      const all = [...own.names, ...names].sort();
      part = plus(part, { constant: 0n, monomials: new Map([[keyOf(all), { names: all, factor: own.factor * factor }]]) });
    }
    product = plus(plus(product, part), monomial(names, factor * one.constant));
  }
  return product;
}

function monomial(names: readonly string[], factor: bigint): Polynomial {
  return factor === 0n ? constant(0n) : { constant: 0n, monomials: new Map([[keyOf(names), { names, factor }]]) };
}

/** Whether the name occurs. */
export function mentions({ monomials }: Polynomial, name: string): boolean {
  for (const { names } of monomials.values()) if (names.includes(name)) return true;
  return false;
}

/** factor · name + rest; undefined where the name occurs in a product. */
export function solvedFor(one: Polynomial, name: string): { readonly factor: bigint; readonly rest: Polynomial } | undefined {
  const key = keyOf([name]);
  const rest = new Map(one.monomials);
  rest.delete(key);
  for (const { names } of rest.values()) if (names.includes(name)) return undefined;
  return { factor: one.monomials.get(key)?.factor ?? 0n, rest: { constant: one.constant, monomials: rest } };
}

/** The polynomial with another one in the place of the name. */
export function substituted(one: Polynomial, name: string, value: Polynomial): Polynomial {
  if (!mentions(one, name)) return one;
  let result = constant(one.constant);
  for (const { names, factor } of one.monomials.values()) {
    let product = constant(factor);
    for (const each of names) product = times(product, each === name ? value : variable(each));
    result = plus(result, product);
  }
  return result;
}

/** A text that is equal for exactly the polynomials that are the same but for their constants. */
export function shapeOf({ monomials }: Polynomial): string {
  return [...monomials]
    .map(([key, { factor }]) => `${String(factor)}${key}`)
    .sort()
    .join(" ");
}

/** The greatest common divisor of the factors of the monomials; 0 where there are none. */
export function contentOf({ monomials }: Polynomial): bigint {
  let divisor = 0n;
  for (const { factor } of monomials.values()) divisor = greatestCommonDivisor(divisor, factor);
  return divisor;
}

/** Never negative. */
export function greatestCommonDivisor(one: bigint, other: bigint): bigint {
  let [a, b] = [one < 0n ? -one : one, other < 0n ? -other : other];
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

/** Every factor and the constant divided; they must be divisible, but for the constant, which is rounded up. */
export function dividedUp(one: Polynomial, by: bigint): Polynomial {
  const quotient = one.constant / by;
  const isUp = one.constant % by !== 0n && one.constant > 0n;
  return {
    constant: isUp ? quotient + 1n : quotient,
    monomials: new Map([...one.monomials].map(([key, { names, factor }]) => [key, { names, factor: factor / by }])),
  };
}
