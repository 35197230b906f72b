/** The executable semantics of choreographies and of networks, behind one interface. */
export type * from "./transition-system.ts";
export { subject } from "./label.ts";
export type { Label } from "./label.ts";
export type { OracleAnswer } from "../values/index.ts";
export { labelKey } from "./label-key.ts";
export { read, storeOf, worldKey } from "./world.ts";
export { isClosed } from "./subject.ts";
export { choreographySystem, instantiator } from "./choreographies/system.ts";
export type { ChoreographySystem } from "./choreographies/system.ts";
export { choreographyRules } from "./choreographies/rules.ts";
export type { ChoreographyRule, ChoreographyRuleName, ChoreographyRules, Conclusion, InstructionDelay, Premises } from "./choreographies/rule.ts";
export { networkSystem } from "./networks/system.ts";
export type { NetworkOptions, NetworkSystem } from "./networks/system.ts";
export { networkRules } from "./networks/rules.ts";
export type { NetworkConclusion, NetworkPremises, NetworkRule, NetworkRuleName, NetworkRules } from "./networks/rule.ts";
export { channelKey, channelsText, queued, withQueue } from "./networks/channels.ts";
export { findRule, ruleBook } from "./rule-book.ts";
export type { RuleText } from "./rule-text.ts";
