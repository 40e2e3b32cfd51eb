import { expect, test } from "vitest";
import { pageLocale } from "../../src/language/locale";

test.each([
  ["sv", ["sv-FI", "sv", "en"], "sv-FI"],
  ["sv", ["en-GB", "en", "sv-SE"], "sv-SE"],
  ["en", ["sv-SE", "en-GB", "en-US"], "en-GB"],
  ["en", ["en"], "en"],
])("a page in %s, read by who prefers %j, writes as %s", (language, preferred, locale) => {
  expect(pageLocale(language, preferred)).toBe(locale);
});

test.each([
  ["a reader of other languages", ["de-DE"]],
  ["a browser that knows no languages", []],
  ["a language that only begins alike", ["svx-SE", "e"]],
])("for %s, the page's language decides", (_reader, preferred) => {
  expect(pageLocale("sv", preferred)).toBe("sv");
});
