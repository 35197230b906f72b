/** How many cases are tried and which: runs come in blocks with a seed of their own, so that the cases do not depend on how blocks are shared out. */

export interface Extent {
  readonly runs: number;
  readonly seed: number;
  /** This process runs the blocks whose index leaves the remainder `index` modulo `of`. */
  readonly shard: { readonly index: number; readonly of: number };
}

const blockSize = 100;

/** The blocks of this extent's shard. */
export function blocksOf(extent: Extent): readonly { readonly index: number; readonly runs: number }[] {
  const blocks = [];
  for (let index = 0; index * blockSize < extent.runs; index++) {
    if (index % extent.shard.of === extent.shard.index) blocks.push({ index, runs: Math.min(blockSize, extent.runs - index * blockSize) });
  }
  return blocks;
}

/** The seed of a block: a 32-bit mixture of the run's seed and the block's index (the finaliser of MurmurHash3). */
export function blockSeed(seed: number, index: number): number {
  let mixed = Math.imul(seed ^ Math.imul(index + 1, 0x9e3779b1), 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  mixed ^= mixed >>> 16;
  return mixed | 0;
}
