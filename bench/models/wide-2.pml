/* 2 roles in a ring pass records of 8 bytes, 4 frames each. */
chan link[2] = [2] of { byte, byte, byte, byte, byte, byte, byte, byte };

active [2] proctype Node() {
  byte received, own0, own1, own2, own3, own4, own5, own6, own7, got0, got1, got2, got3, got4, got5, got6, got7;
end_of_it:
  do
  :: d_step { own0 < 4 && nfull(link[_pid]) -> link[_pid]!own0, own1, own2, own3, own4, own5, own6, own7; own0++ }
  :: d_step {
      link[(_pid + 1) % 2]?got0, got1, got2, got3, got4, got5, got6, got7 ->
      received++;
      own1 = (got0 + own1 + 1) % 256;
      own2 = (got1 + 2 * own2) % 256;
      own3 = (got2 + 2 * own3) % 256;
      own4 = (got3 + 2 * own4) % 256;
      own5 = (got4 + 2 * own5) % 256;
      own6 = (got5 + 2 * own6) % 256;
      own7 = (got6 + 2 * own7) % 256;
      got0 = 0; got1 = 0; got2 = 0; got3 = 0; got4 = 0; got5 = 0; got6 = 0; got7 = 0
    }
  od
}
