import { afterEach, expect, test, vi } from "vitest";
import { gettext, interpolate, ngettext } from "../../src/language/gettext";

afterEach(() => vi.unstubAllGlobals());

test("without a catalogue, texts are those of the source", () => {
  expect(gettext("Board")).toBe("Board");
  expect([1, 2].map((count) => ngettext("%(count)s machine", "%(count)s machines", count))).toEqual([
    "%(count)s machine",
    "%(count)s machines",
  ]);
});

test("the page's catalogue translates", () => {
  vi.stubGlobal("django", { gettext: () => "Tavla", ngettext: () => "maskiner" });

  expect(gettext("Board")).toBe("Tavla");
  expect(ngettext("machine", "machines", 2)).toBe("maskiner");
});

test("values take the place of their names", () => {
  expect(interpolate("%(made)s of %(planned)s, %(made)s", { made: 4, planned: "ten" })).toBe("4 of ten, 4");
});

test("a value that is missing is an error that names it", () => {
  expect(() => interpolate("%(made)s", {})).toThrow("made");
});
