import { describe, expect, test } from "vitest";
import { boolType, builtinResult, builtins, collectionType, describeType, intType, isBuiltin, joinTypes, mapType, stringType, unknownType } from "../index.ts";
import type { Type } from "../../syntax/index.ts";

const list = (element: Type): Type => collectionType("list", element);

function result(name: string, ...types: Type[]): string {
  const found = builtinResult(name, types);
  return found.kind === "result" ? describeType(found.result) : found.problem;
}

describe("types of built-in functions", () => {
  test("type variables are the same everywhere in a signature", () => {
    expect(result("append", list(intType), intType)).toBe("list<int>");
    expect(result("append", list(intType), boolType)).toBe("append expects (list<t>, t) but is given (list<int>, bool)");
    expect(result("put", mapType(stringType, intType), stringType, boolType)).toBe(
      "put expects (map<k, v>, k, v) but is given (map<string, int>, string, bool)",
    );
  });

  test("overloads are tried in turn", () => {
    expect(result("length", stringType)).toBe("int");
    expect(result("contains", mapType(stringType, intType), stringType)).toBe("bool");
    expect(result("remove", mapType(stringType, intType), stringType)).toBe("map<string, int>");
    expect(result("length", intType)).toBe("length expects (list<t>) or (string) but is given (int)");
  });

  test("what is unknown is determined by the other arguments, or stays unknown", () => {
    expect(result("append", list(unknownType), intType)).toBe("list<int>");
    expect(result("put", mapType(unknownType, unknownType), stringType, intType)).toBe("map<string, int>");
    expect(result("reverse", list(unknownType))).toBe("list<?>");
    expect(result("unwrap_or", collectionType("option", unknownType), boolType)).toBe("bool");
  });

  test("numbers of arguments count, and unknown names are a problem", () => {
    expect(result("head")).toBe("head expects (list<t>) but is given ()");
    expect(result("hasOwnProperty", intType)).toBe("there is no built-in function hasOwnProperty");
  });

  test("every name of the table is taken, and so is none", () => {
    expect([...builtins.keys(), "none"].every(isBuiltin)).toBe(true);
    expect(isBuiltin("constructor")).toBe(false);
  });

  test("equality of types ignores places", () => {
    const elsewhere: Type = { kind: "primitive", name: "int", span: { file: 0, start: 5, end: 8 } };
    expect(joinTypes(list(elsewhere), list(intType))).toBeDefined();
    expect(joinTypes(list(boolType), list(intType))).toBeUndefined();
  });
});
