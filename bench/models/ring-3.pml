/* 3 roles in a ring: each sends the bit that it holds and flips it, and adds what it receives. */
chan link[3] = [2] of { bit };

active [3] proctype Node() {
  bit held, other;
  do
  :: atomic { link[_pid]!held; held = 1 - held }
  :: atomic { link[(_pid + 2) % 3]?other; held = held ^ other; other = 0 }
  od
}
