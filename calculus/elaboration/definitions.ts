/** Declarations of constants, functions, types and constructors as the tables that evaluation reads. */
import type { Definitions, EnumDefinition, FunctionDefinition, RecordDefinition } from "../core/index.ts";
import type { Declaration, Expression, Type } from "../syntax/index.ts";

/** Returns the tables of the declarations, in declaration order. Linear. */
export function definitionsOf(declarations: readonly Declaration[]): Definitions {
  const constants = new Map<string, Expression>();
  const functions = new Map<string, FunctionDefinition>();
  const types = new Map<string, Type>();
  const enums = new Map<string, EnumDefinition>();
  const records = new Map<string, RecordDefinition>();
  const constructors = new Map<string, EnumDefinition>();
  for (const declaration of declarations) {
    switch (declaration.kind) {
      case "const":
        constants.set(declaration.name.text, declaration.value);
        break;
      case "type":
        types.set(declaration.name.text, declaration.type);
        break;
      case "function":
        functions.set(declaration.name.text, functionDefinition(declaration));
        break;
      case "enum": {
        const definition: EnumDefinition = {
          name: declaration.name.text,
          constructors: declaration.constructors.map((each) => ({ name: each.name.text, payload: each.payload })),
        };
        enums.set(definition.name, definition);
        for (const each of definition.constructors) constructors.set(each.name, definition);
        break;
      }
      case "record":
        records.set(declaration.name.text, {
          name: declaration.name.text,
          fields: declaration.fields.map((field) => ({ name: field.name.text, type: field.type })),
        });
        break;
      case "import":
      case "role":
      case "choreography":
      case "protocol":
      case "symbolic-protocol":
      case "process":
      case "system":
      case "context":
      case "faults":
      case "transaction":
      case "runtime":
      case "property":
      case "expect":
      case "expect-error":
      case "unsupported":
        break;
      default:
        declaration satisfies never;
    }
  }
  return { constants, functions, types, enums, records, constructors };
}

function functionDefinition(declaration: Extract<Declaration, { kind: "function" }>): FunctionDefinition {
  return {
    name: declaration.name.text,
    parameters: declaration.parameters.map((parameter) => ({ name: parameter.name.text, type: parameter.type })),
    result: declaration.result,
    ...(declaration.requires === undefined ? {} : { requires: declaration.requires }),
    ...(declaration.ensures === undefined ? {} : { ensures: declaration.ensures }),
    ...(declaration.body === undefined ? {} : { body: declaration.body }),
  };
}
