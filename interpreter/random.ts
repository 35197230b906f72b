/**
 * Chance as data: SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014), immutable, with streams that are
 * split off by name in the manner of Claessen and Pałka ("Splittable pseudorandom number generators using cryptographic hashing", Haskell 2013).
 * Integer arithmetic only, so that a seed means the same on every machine.
 */

/** The name of this generator in a trace; it changes whenever the numbers do. */
export const generatorName = "splitmix64-1";

/** Two odd-and-even words of 64 bits: where the sequence is, and how far it goes at each step. */
export interface Generator {
  readonly state: bigint;
  readonly gamma: bigint;
}

const goldenGamma = 0x9e37_79b9_7f4a_7c15n;
const word = (value: bigint): bigint => BigInt.asUintN(64, value);

/** David Stafford's variant 13 of the MurmurHash3 finaliser, as in SplitMix64. */
function mix(value: bigint): bigint {
  let z = value;
  z = word((z ^ (z >> 30n)) * 0xbf58_476d_1ce4_e5b9n);
  z = word((z ^ (z >> 27n)) * 0x94d0_49bb_1331_11ebn);
  return z ^ (z >> 31n);
}

/** An odd increment with enough bit transitions (OOPSLA 2014, figure 16). */
function mixGamma(value: bigint): bigint {
  let z = value;
  z = word((z ^ (z >> 33n)) * 0xff51_afd7_ed55_8ccdn);
  z = word((z ^ (z >> 33n)) * 0xc4ce_b9fe_1a85_ec53n);
  z = (z ^ (z >> 33n)) | 1n;
  const transitions = (z ^ (z >> 1n)).toString(2).replaceAll("0", "").length;
  return transitions < 24 ? z ^ 0xaaaa_aaaa_aaaa_aaaan : z;
}

/** FNV-1a over the bytes of the UTF-16 code units, 64 bits wide. */
function hash(text: string): bigint {
  let value = 0xcbf2_9ce4_8422_2325n;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    value = word((value ^ BigInt(unit & 0xff)) * 0x100_0000_01b3n);
    value = word((value ^ BigInt(unit >> 8)) * 0x100_0000_01b3n);
  }
  return value;
}

/** The generator of SplitMix64 whose first state is `state` (taken modulo 2⁶⁴), with the golden gamma. */
export function splitMix(state: bigint): Generator {
  return { state: word(state), gamma: goldenGamma };
}

/** The generator of a seed. A seed is a text; the number 7 and the text "7" are the same seed. */
export function generatorOf(seed: string): Generator {
  return splitMix(mix(hash(seed)));
}

/** The next 64 random bits and the generator after them. */
export function nextBits(generator: Generator): { readonly bits: bigint; readonly generator: Generator } {
  const state = word(generator.state + generator.gamma);
  return { bits: mix(state), generator: { state, gamma: generator.gamma } };
}

/**
 * The stream of `generator` named `name`: a function of both, independent (as far as hashing goes) of the streams with other names and of the numbers
 * that the generator itself gives.
 */
export function split(generator: Generator, name: string): Generator {
  const state = word(mix(word(generator.state + generator.gamma)) ^ mix(hash(name)));
  return { state: mix(state), gamma: mixGamma(word(state + goldenGamma)) };
}

/**
 * A uniform natural number below `bound` (a positive integer of any size) and the generator after it.
 * Unbiased, by rejection: fewer than two draws are expected.
 */
export function below(generator: Generator, bound: bigint): { readonly value: bigint; readonly generator: Generator } {
  const words = BigInt(Math.max(1, Math.ceil(bound.toString(2).length / 64)));
  const range = 1n << (64n * words);
  const accepted = range - (range % bound);
  let current = generator;
  for (;;) {
    let drawn = 0n;
    for (let index = 0n; index < words; index += 1n) {
      const next = nextBits(current);
      drawn = (drawn << 64n) | next.bits;
      current = next.generator;
    }
    if (drawn < accepted) return { value: drawn % bound, generator: current };
  }
}
