/** The record of the rules of choreographies, with names as in docs/semantics.md §5. */
import { call, enterRule } from "./call-rules.ts";
import { choose, elseRule, match, thenRule } from "./choice-rules.ts";
import { receive, select, send } from "./communication-rules.ts";
import { delayCall, delayConditional, delayInstruction, delayLoop, frameRule, loop } from "./delay-rules.ts";
import { any, assertion, assign, assumption, fail, stop, violate } from "./local-rules.ts";
import type { ChoreographyRules } from "./rule.ts";

export const choreographyRules: ChoreographyRules = {
  "C-SEND": send,
  "C-SELECT": select,
  "C-RECEIVE": receive,
  "C-ASSIGN": assign,
  "C-ANY": any,
  "C-THEN": thenRule,
  "C-ELSE": elseRule,
  "C-MATCH": match,
  "C-CHOOSE": choose,
  "C-CALL": call,
  "C-ENTER": enterRule,
  "C-ASSERT": assertion,
  "C-VIOLATE": violate,
  "C-ASSUME": assumption,
  "C-STOP": stop,
  "C-FAIL": fail,
  "C-FRAME": frameRule,
  "C-LOOP": loop,
  "D-INSTR": delayInstruction,
  "D-COND": delayConditional,
  "D-CALL": delayCall,
  "D-LOOP": delayLoop,
};
