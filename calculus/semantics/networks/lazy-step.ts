/** Steps whose targets are put together when somebody asks for them: of the steps that are enabled most are never taken. */
import type { Label } from "../label.ts";
import type { NetworkConfiguration, Step } from "../transition-system.ts";

export class LazyStep implements Step<NetworkConfiguration> {
  readonly label: Label;
  readonly rules: readonly string[];
  readonly site: Step<NetworkConfiguration>["site"];
  #target: NetworkConfiguration | (() => NetworkConfiguration);

  /** `target` is called at most once. */
  constructor({ label, rules, site }: Omit<Step<unknown>, "target">, target: () => NetworkConfiguration) {
    this.label = label;
    this.rules = rules;
    this.site = site;
    this.#target = target;
  }

  get target(): NetworkConfiguration {
    if (typeof this.#target === "function") this.#target = this.#target();
    return this.#target;
  }
}
