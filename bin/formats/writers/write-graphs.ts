/** Automata as drawings, one graph for each role, as Rumpsteak and nuScr write and read them. Reading the text gives the same automata. */
import type { LocalAutomaton, Message, Sort } from "../../../calculus/core/index.ts";
import { error } from "../../../calculus/diagnostics/index.ts";
import type { Diagnostic } from "../../../calculus/diagnostics/index.ts";
import { endsThatGoOn } from "./automata-to-write.ts";
import type { AutomataToWrite, WrittenText } from "./automata-to-write.ts";
import { numberedName, writtenNames } from "./written-names.ts";

function isName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
}

function near(text: string): string {
  return text.replace(/[^A-Za-z0-9_]/g, "_").replace(/^(?=[0-9])/, "_");
}

/** The name of a type that a label can write; undefined for others. Refinements are data, which no message differs by. */
function typeName(sort: Sort): string | undefined {
  if (sort.kind === "session") return undefined;
  const { type } = sort;
  if (type.kind === "refined") return typeName({ kind: "value", type: type.base });
  return type.kind === "primitive" ? type.name : type.kind === "named" ? type.name.text : undefined;
}

/** The text, or why there is none. Linear. */
export function graphsText(written: AutomataToWrite): WrittenText {
  const { automata, span } = written;
  const diagnostics: Diagnostic[] = [...endsThatGoOn(written, "a drawing")];
  const edges = automata.flatMap(({ states }) => states.flatMap((state) => state.edges));
  for (const { action, span: at } of edges) {
    if (action.message.payload.some(({ sort }) => typeName(sort) === undefined))
      diagnostics.push(error("not-yet-supported", at ?? span, "a drawing cannot say this: a payload whose type has no name"));
  }
  if (diagnostics.length > 0) return { diagnostics };
  const sorts = (message: Message): readonly string[] => message.payload.map(({ sort }) => typeName(sort) ?? "");
  const roles = writtenNames("role", written.roles, isName, near, numberedName);
  const labels = writtenNames(
    "label",
    edges.map(({ action }) => action.message.label),
    isName,
    near,
    numberedName,
  );
  const types = writtenNames(
    "type",
    edges.flatMap(({ action }) => sorts(action.message)),
    isName,
    near,
    numberedName,
  );
  const text = (message: Message): string => {
    const payload = sorts(message).map((type) => types.of(type));
    return labels.of(message.label) + (payload.length === 0 ? "" : `(${payload.join(", ")})`);
  };
  const graph = ({ role, initial, states }: LocalAutomaton): string => {
    // The first state is the initial one.
    const order = [initial, ...states.keys()].filter((state, index) => index === 0 || state !== initial);
    const nodes = order.map((state) => `    ${String(state)};\n`);
    const arrows = states.flatMap((state, source) =>
      state.edges.map(({ action: { direction, peer, message }, target }) => {
        const label = `${roles.of(peer)}${direction === "send" ? "!" : "?"}${text(message)}`;
        return `    ${String(source)} -> ${String(target)} [label="${label}"];\n`;
      }),
    );
    return `digraph "${roles.of(role)}" {\n${nodes.join("")}${arrows.length > 0 ? "\n" : ""}${arrows.join("")}}\n`;
  };
  const notes = [...roles.notes, ...labels.notes, ...types.notes].map((note) => `// ${note}\n`).join("");
  return { text: `${notes}${notes === "" ? "" : "\n"}${automata.map(graph).join("\n")}` };
}
