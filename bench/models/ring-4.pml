/* 4 roles in a ring: each sends the bit that it holds and flips it, and adds what it receives. */
chan link[4] = [2] of { bit };

active [4] proctype Node() {
  bit held, other;
  do
  :: atomic { link[_pid]!held; held = 1 - held }
  :: atomic { link[(_pid + 3) % 4]?other; held = held ^ other; other = 0 }
  od
}
