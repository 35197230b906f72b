/**
 * The families of models that exhaustive exploration is measured on: `.choreo` systems of hand-written processes, and the same systems in Promela, step for
 * step. The files in `bench/models` are members of these families.
 *
 * `ring(n)`: every role holds a bit, sends it onwards and flips it, and adds the bits that reach it; queues hold two messages. `commit(n)`: two-phase commit
 * (Gray, Notes on data base operating systems, 1978) with unsolicited votes (Stonebraker, Concurrency control and consistency of multiple copies of data in
 * distributed INGRES, 1979); every participant is down once and goes on from its durable state. `wide(n)`: records of eight bytes go round a ring, four from each role.
 */

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function role(index: number, count: number): string {
  return `R${String((index + count) % count)}`;
}

/** The ring in `.choreo`; n ≥ 2. */
export function ringSystem(count: number): string {
  const nodes = numbers(count).map(
    (index) => `process Node${String(index)} plays ${role(index, count)} {
  loop Run {
    select {
      when held: ${role(index + 1, count)}!one do { held := false; }
      when not held: ${role(index + 1, count)}!zero do { held := true; }
      ${role(index - 1, count)}?one do { held := not held; }
      ${role(index - 1, count)}?zero
    }
  }
}
`,
  );
  const roles = numbers(count).map((index) => `role ${role(index, count)} { held: bool = false; }\n`);
  const members = numbers(count).map((index) => `  ${role(index, count)} = Node${String(index)};\n`);
  return `/// ${String(count)} roles in a ring: each sends the bit that it holds and flips it, and adds what it receives.
${roles.join("")}
${nodes.join("\n")}
system Ring {
${members.join("")}}

expect Ring on bounded(2) : deadlock-free; // hand: who cannot send because its queue is full has a neighbour that can receive
`;
}

/** The ring in Promela. */
export function ringPromela(count: number): string {
  return `/* ${String(count)} roles in a ring: each sends the bit that it holds and flips it, and adds what it receives. */
chan link[${String(count)}] = [2] of { bit };

active [${String(count)}] proctype Node() {
  bit held, other;
  do
  :: atomic { link[_pid]!held; held = 1 - held }
  :: atomic { link[(_pid + ${String(count - 1)}) % ${String(count)}]?other; held = held ^ other; other = 0 }
  od
}
`;
}

/** Two-phase commit with so many participants in \`.choreo\`. */
export function commitSystem(count: number): string {
  const participants = numbers(count).map(
    (index) => `process Participant${String(index)} plays P${String(index)} {
  loop Work {
    select {
      when health == Up: skip do { health := Down; }
      when health == Down and not (state == Committed or state == Aborted): skip do { health := Back; }
      when health == Down and (state == Committed or state == Aborted): skip do { health := Back; } => {
        break Work;
      }
      when health != Down and state == Open: Coordinator!yes do { state := InFavour; }
      when health != Down and state == Open: Coordinator!no do { state := Against; }
      when health == Up and (state == InFavour or state == Against): Coordinator?commit do { state := Committed; }
      when health == Up and (state == InFavour or state == Against): Coordinator?abort do { state := Aborted; }
      when health == Back and (state == InFavour or state == Against): Coordinator?commit do { state := Committed; } => {
        break Work;
      }
      when health == Back and (state == InFavour or state == Against): Coordinator?abort do { state := Aborted; } => {
        break Work;
      }
    }
  }
}
`,
  );
  const all = String(count);
  const votes = numbers(count).map(
    (index) => `      when counted < ${all}: P${String(index)}?yes do { counted := counted + 1; }
      when counted < ${all}: P${String(index)}?no do { counted := counted + 1; refused := true; }
`,
  );
  const decisions = numbers(count).map((index) => {
    const after = index === count - 1 ? " => {\n        break Work;\n      }" : "";
    const told = `counted == ${all} and told == ${String(index)}`;
    return `      when ${told} and not refused: P${String(index)}!commit do { told := ${String(index + 1)}; }${after}
      when ${told} and refused: P${String(index)}!abort do { told := ${String(index + 1)}; }${after}
`;
  });
  const roles = numbers(count).map((index) => `role P${String(index)} { durable health: Health = Up; durable state: State = Open; }\n`);
  const members = numbers(count).map((index) => `  P${String(index)} = Participant${String(index)};\n`);
  return `/// Two-phase commit with ${all} participants. Everyone votes by itself, is down once, and goes on from where it was.
enum Health { Up, Down, Back }
enum State { Open, InFavour, Against, Committed, Aborted }

role Coordinator { counted: int = 0; refused: bool = false; told: int = 0; }
${roles.join("")}
process Coordinating plays Coordinator {
  loop Work {
    select {
${votes.join("")}${decisions.join("")}    }
  }
}

${participants.join("\n")}
system Commit {
  Coordinator = Coordinating;
${members.join("")}}

expect Commit on bounded(2) : deadlock-free; // hand: everyone votes, the coordinator decides when it has all votes, and who is down comes back
`;
}

/** Two-phase commit in Promela. */
export function commitPromela(count: number): string {
  const all = String(count);
  const decided = ["commit", "abort"].map((message) => {
    const state = message === "commit" ? "committed" : "aborted";
    return `fresh_${state}: true -> goto down_${state};
down_${state}: true -> goto end_${state};
end_${state}: false;
`;
  });
  const voted = ["yes", "no"].map(
    (vote) => `fresh_${vote}:
  if
  :: true -> goto down_${vote}
  :: down[_pid]?commit -> goto fresh_committed
  :: down[_pid]?abort -> goto fresh_aborted
  fi;
down_${vote}: true -> goto back_${vote};
back_${vote}:
  if
  :: down[_pid]?commit -> goto end_committed
  :: down[_pid]?abort -> goto end_aborted
  fi;
`,
  );
  const votes = numbers(count).map(
    (index) => `  :: atomic { up[${String(index)}]?yes -> counted++ }
  :: atomic { up[${String(index)}]?no -> counted++; refused = 1 }
`,
  );
  return `/* Two-phase commit with ${all} participants. Everyone votes by itself, is down once, and goes on from where it was. */
mtype = { yes, no, commit, abort };
chan down[${all}] = [2] of { mtype };
chan up[${all}] = [2] of { mtype };

active [${all}] proctype Participant() {
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
${voted.join("")}${decided.join("")}}

active proctype Coordinator() {
  byte counted, told;
  bit refused;
end_of_it:
  do
${votes.join("")}  :: atomic { counted == ${all} && told < ${all} && !refused -> down[told]!commit; told++ }
  :: atomic { counted == ${all} && told < ${all} && refused -> down[told]!abort; told++ }
  od
}
`;
}

const bytes = 8;
const rounds = 4;

/** Records on a ring in `.choreo`: every role sends so many frames, and mixes what it receives into the next one. */
export function wideSystem(count: number): string {
  const [all, last] = [String(rounds), String(rounds - 1)];
  const fields = numbers(bytes).map((index) => `b${String(index)}`);
  const frame = (value: (index: number) => string): string => `Frame(${fields.map((field, index) => `${field}: ${value(index)}`).join(", ")})`;
  const sent = frame((index) => (index === 0 ? "frame.b0 + 1" : `frame.b${String(index)}`));
  const mixed = frame((index) => {
    if (index === 0) return "frame.b0";
    return index === 1 ? "(frame.b1 + other.b0 + 1) % 256" : `(other.b${String(index - 1)} + 2 * frame.b${String(index)}) % 256`;
  });
  const nodes = numbers(count).map(
    (index) => `process Node${String(index)} plays ${role(index, count)} {
  loop Run {
    select {
      when frame.b0 < ${last} or frame.b0 == ${last} and received < ${all}: ${role(index + 1, count)}!frame(frame) do { frame := ${sent}; }
      when frame.b0 == ${last} and received == ${all}: ${role(index + 1, count)}!frame(frame) do { frame := ${sent}; } => {
        break Run;
      }
      when received < ${last} or received == ${last} and frame.b0 < ${all}: ${role(index - 1, count)}?frame(other) do { frame := ${mixed}; received := received + 1; other := empty; }
      when received == ${last} and frame.b0 == ${all}: ${role(index - 1, count)}?frame(other) do { frame := ${mixed}; received := received + 1; other := empty; } => {
        break Run;
      }
    }
  }
}
`,
  );
  const roles = numbers(count).map((index) => `role ${role(index, count)} { frame: Frame = empty; other: Frame = empty; received: int = 0; }\n`);
  const members = numbers(count).map((index) => `  ${role(index, count)} = Node${String(index)};\n`);
  return `/// ${String(count)} roles in a ring pass records of ${String(bytes)} bytes, ${all} frames each.
record Frame { ${fields.map((field) => `${field}: int`).join(", ")} }
const empty = ${frame(() => "0")};

${roles.join("")}
${nodes.join("\n")}
system Wide {
${members.join("")}}

expect Wide on bounded(2) : deadlock-free; // hand: somebody can send or receive until all have sent and received ${all} frames
`;
}

/** Records on a ring in Promela. */
export function widePromela(count: number): string {
  const [all, size] = [String(rounds), String(count)];
  const list = (name: string): string =>
    numbers(bytes)
      .map((index) => `${name}${String(index)}`)
      .join(", ");
  const mixed = numbers(bytes)
    .slice(1)
    .map((index) => `own${String(index)} = (got${String(index - 1)} + ${index === 1 ? "own1 + 1" : `2 * own${String(index)}`}) % 256`);
  const cleared = numbers(bytes).map((index) => `got${String(index)} = 0`);
  return `/* ${size} roles in a ring pass records of ${String(bytes)} bytes, ${all} frames each. */
chan link[${size}] = [2] of { ${numbers(bytes)
    .map(() => "byte")
    .join(", ")} };

active [${size}] proctype Node() {
  byte received, ${list("own")}, ${list("got")};
end_of_it:
  do
  :: d_step { own0 < ${all} && nfull(link[_pid]) -> link[_pid]!${list("own")}; own0++ }
  :: d_step {
      link[(_pid + ${String(count - 1)}) % ${size}]?${list("got")} ->
      received++;
      ${mixed.join(";\n      ")};
      ${cleared.join("; ")}
    }
  od
}
`;
}
