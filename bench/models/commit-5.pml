/* Two-phase commit with 5 participants. Everyone votes by itself, is down once, and goes on from where it was. */
mtype = { yes, no, commit, abort };
chan down[5] = [2] of { mtype };
chan up[5] = [2] of { mtype };

active [5] proctype Participant() {
fresh_open:
  if
  :: true -> goto down_open
  :: up[_pid]!yes -> goto fresh_yes
  :: up[_pid]!no -> goto fresh_no
  fi;
down_open: true -> goto back_open;
back_open:
  if
  :: up[_pid]!yes -> goto back_yes
  :: up[_pid]!no -> goto back_no
  fi;
fresh_yes:
  if
  :: true -> goto down_yes
  :: down[_pid]?commit -> goto fresh_committed
  :: down[_pid]?abort -> goto fresh_aborted
  fi;
down_yes: true -> goto back_yes;
back_yes:
  if
  :: down[_pid]?commit -> goto end_committed
  :: down[_pid]?abort -> goto end_aborted
  fi;
fresh_no:
  if
  :: true -> goto down_no
  :: down[_pid]?commit -> goto fresh_committed
  :: down[_pid]?abort -> goto fresh_aborted
  fi;
down_no: true -> goto back_no;
back_no:
  if
  :: down[_pid]?commit -> goto end_committed
  :: down[_pid]?abort -> goto end_aborted
  fi;
fresh_committed: true -> goto down_committed;
down_committed: true -> goto end_committed;
end_committed: false;
fresh_aborted: true -> goto down_aborted;
down_aborted: true -> goto end_aborted;
end_aborted: false;
}

active proctype Coordinator() {
  byte counted, told;
  bit refused;
end_of_it:
  do
  :: atomic { up[0]?yes -> counted++ }
  :: atomic { up[0]?no -> counted++; refused = 1 }
  :: atomic { up[1]?yes -> counted++ }
  :: atomic { up[1]?no -> counted++; refused = 1 }
  :: atomic { up[2]?yes -> counted++ }
  :: atomic { up[2]?no -> counted++; refused = 1 }
  :: atomic { up[3]?yes -> counted++ }
  :: atomic { up[3]?no -> counted++; refused = 1 }
  :: atomic { up[4]?yes -> counted++ }
  :: atomic { up[4]?no -> counted++; refused = 1 }
  :: atomic { counted == 5 && told < 5 && !refused -> down[told]!commit; told++ }
  :: atomic { counted == 5 && told < 5 && refused -> down[told]!abort; told++ }
  od
}
