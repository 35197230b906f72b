/** Verdicts on replacement: against written endpoints and against protocols, with the sentence that shows why not. */
import { describe, expect, test } from "vitest";
import type { Model } from "../../calculus/core/index.ts";
import { analyseText } from "../../calculus/loading/index.ts";
import { communicatingSystems } from "../communicating-systems/index.ts";
import { defaultBounds } from "../options.ts";
import { writtenItem } from "../written-item.ts";
import { judgeReplacement, replacementItem } from "./index.ts";

function modelOf(text: string): Model {
  const { model, diagnostics } = analyseText(text);
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return model;
}

function judged(text: string, subject: string, written: string): string {
  const model = modelOf(text);
  const systems = communicatingSystems(model);
  const item = replacementItem(writtenItem(written));
  if (item === undefined || typeof item === "string") return item ?? "none";
  const found = systems(subject);
  if (!found.ok) throw new Error(found.reason);
  const resolve = (name: string): ReturnType<Parameters<typeof judgeReplacement>[2]> => {
    const protocol = model.protocols.get(name);
    if (protocol !== undefined) return protocol;
    const system = systems(name);
    return system.ok ? system.system : undefined;
  };
  const { verdict, reason } = judgeReplacement(found.system, item, resolve, defaultBounds);
  return reason === undefined ? verdict : `${verdict}: ${reason}`;
}

const ping = "protocol Ping(C, S) { rec X { choice at C { C -> S : ping; S -> C : pong; continue X; } or { C -> S : stop; } } }";
const eager = "context Eager { C { S!ping; rec X { S!ping; S?pong; continue X; } } S { rec X { C?ping; C!pong; continue X; } } }";
const steady = "context Steady { C { rec X { S!ping; S?pong; continue X; } } S { rec X { C?ping; C!pong; continue X; } } }";

describe("subtype and async-subtype", () => {
  test("less is chosen, more is accepted", () => {
    expect(judged(`${ping} ${steady}`, "Steady", "subtype(Ping, C)")).toBe("proved");
    expect(judged(`${ping} ${steady}`, "Steady", "subtype(Ping, S)")).toBe("violated: S: T' accepts `C?stop`, T only `C?ping` (S-IN)");
    expect(judged(`${ping} ${steady}`, "Steady", "subtype(Ping)")).toContain("violated: S:");
  });

  test("a client that is one request ahead", () => {
    expect(judged(`${eager} ${steady}`, "Eager", "subtype(Steady, C)")).toContain("violated");
    expect(judged(`${eager} ${steady}`, "Eager", "async-subtype(Steady, C)")).toBe("proved");
    expect(judged(`${eager} ${steady}`, "Steady", "async-subtype(Eager, C)")).toContain("(A-IN)");
  });

  test("an answer that is never awaited", () => {
    const heedless = "context Heedless { C { rec X { S!ping; continue X; } } S { rec X { C?ping; C!pong; continue X; } } }";
    expect(judged(`${heedless} ${steady}`, "Heedless", "async-subtype(Steady, C)")).toBe(
      "violated: C: after `S!ping`, `S!ping`: T' does `S?pong`, and T puts it off for ever while it repeats `S!ping` (A-ACT)",
    );
  });
});

describe("may-replace", () => {
  test("what the protocol has, and no other order", () => {
    expect(judged(`${ping} ${steady}`, "Steady", "may-replace(Ping, C)")).toBe("proved");
    expect(judged(`${ping} ${steady}`, "Steady", "may-replace(Ping, S)")).toBe(
      "violated: S: after C -> S : stop (on the way), Ping has S receive stop from C, which it does not",
    );
    expect(judged(`${ping} ${eager}`, "Eager", "may-replace(Ping, C)")).toBe(
      "violated: C: after C -> S : ping, it may send ping to S, which no run of Ping has there",
    );
  });

  test("each way in which an endpoint can be wrong", () => {
    const two = "protocol Two(A, B, C) { A -> C : one; B -> C : two; C -> A : done; }";
    const wrong = (body: string): string => judged(`${two} context W { A { C!one; C?done; } B { C!two; } C { ${body} } }`, "W", "may-replace(Two, C)");
    expect(wrong("A?one; B?two; A!done;")).toBe("proved");
    expect(wrong("B?two; A?one; A!done;")).toContain("Two has C receive one from A, which it does not");
    expect(wrong("choice { A?one; B?two; A!done; } or { B?two; A?one; A!done; }")).toContain("it may receive two from B, which Two has it receive only later");
    expect(wrong("A?one; B?two;")).toContain("Two waits for C to send, such as done to A, and it sends nothing");
    expect(wrong("A?one; B?two; A!done; A?more;")).toContain("Two is over, and C is not finished");
  });

  test("nothing is claimed of protocols that cannot be implemented", () => {
    const guess = "protocol Guess(p, q, r, s) { choice at p { p -> q : o; r -> s : o; } or { p -> q : m; r -> s : m; } }";
    expect(judged(`${guess} context W { p { q!o; } q { p?o; } }`, "W", "may-replace(Guess, p)")).toContain("unknown: Guess is not shown to be coherent");
    expect(judged(steady, "Steady", "may-replace(Steady, C)")).toContain("error: Steady is no protocol");
  });
});

test("items whose words are not in order", () => {
  expect(replacementItem(writtenItem("async-subtype"))).toBe("`async-subtype` takes a protocol or context and, if only one role is meant, the role");
  expect(replacementItem(writtenItem("live"))).toBeUndefined();
  expect(judged(steady, "Steady", "subtype(Nothing, C)")).toBe("error: Nothing is neither a protocol nor a context");
  expect(judged(`${ping} ${steady}`, "Steady", "subtype(Ping, D)")).toBe("error: D is no role of Steady");
});
