/* 6 roles in a ring: each sends the bit that it holds and flips it, and adds what it receives. */
chan link[6] = [2] of { bit };

active [6] proctype Node() {
  bit held, other;
  do
  :: atomic { link[_pid]!held; held = 1 - held }
  :: atomic { link[(_pid + 5) % 6]?other; held = held ^ other; other = 0 }
  od
}
