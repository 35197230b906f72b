import { describe, expect, test } from "vitest";
import { suggester } from "./suggest.ts";

describe("suggestions", () => {
  test("are the nearest name, the first by code units among equals", () => {
    expect(suggester()("selle", () => ["teller", "seller", "buyer"])).toBe("seller");
    expect(suggester()("catx", () => ["cats", "catb"])).toBe("catb");
    expect(suggester()("x", () => ["yz", "abc"])).toBeUndefined();
  });

  test("stop when their work is spent", () => {
    const suggest = suggester(100);
    expect(suggest("seller", () => ["sellers"])).toBe("sellers");
    expect(suggest("seller", () => Array.from({ length: 50 }, () => "sellex").concat("sellers"))).toBeUndefined();
    expect(suggest("seller", () => ["sellers"])).toBeUndefined();
  });
});
