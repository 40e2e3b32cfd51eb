import { afterEach, expect, test, vi } from "vitest";

type Format = typeof import("../../src/language/format");

const NOW = Date.parse("2026-01-31T12:00:00");
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

/** The formats of a page in a language, for who prefers these. */
async function formats(language: string, preferred: readonly string[] = [language]): Promise<Format> {
  vi.stubGlobal("document", { documentElement: { lang: language } });
  vi.stubGlobal("navigator", { languages: preferred });
  return import("../../src/language/format");
}

/** With each kind of space as the one of the keyboard. */
function plain(text: string): string {
  return text.replaceAll(/\s/g, " ");
}

function ago(milliseconds: number): string {
  return new Date(NOW - milliseconds).toISOString();
}

test.each([
  ["sv", "1 234 567"],
  ["en", "1,234,567"],
])("a page in %s writes a large number as %s", async (language, expected) => {
  const { formatNumber } = await formats(language);

  expect(plain(formatNumber(1_234_567))).toBe(expected);
});

test("numbers are written as in the reader's country", async () => {
  const { formatNumber } = await formats("en", ["en-IN"]);

  expect(formatNumber(1_234_567)).toBe("12,34,567");
});

test.each([
  ["sv", "45 %"],
  ["en", "45%"],
])("a page in %s writes a share as %s", async (language, expected) => {
  const { formatShare } = await formats(language);

  expect(plain(formatShare(0.45))).toBe(expected);
});

test.each([
  [0, "0%"],
  [0.001, "0%"],
  [0.999, "99%"],
  [0.9999, "99%"],
  [999_999 / 1_000_000, "99%"],
  [1, "100%"],
  [1.2, "120%"],
])("%d is shown as %s: nothing is whole before it is", async (share, expected) => {
  const { formatShare } = await formats("en");

  expect(formatShare(share)).toBe(expected);
});

test("every whole percent is shown as what it is", async () => {
  const { formatShare } = await formats("en");
  const counts = Array.from({ length: 101 }, (_, count) => count);

  expect(counts.map((count) => formatShare(count / 100))).toEqual(counts.map((count) => `${count}%`));
  expect(counts.map((count) => formatShare((count * 7) / 700))).toEqual(counts.map((count) => `${count}%`));
});

test.each([
  ["sv", [45, 100], "45 av 100"],
  ["sv", [4_500, 12_000], "4 500 av 12 000"],
  ["sv", [4_500, null], "4 500"],
] as const)("a page in %s writes what is made of what is planned: %j", async (language, [made, planned], expected) => {
  vi.stubGlobal("django", { gettext: (text: string) => text.replace(" of ", " av "), ngettext: () => "" });
  const { formatMade } = await formats(language);

  expect(plain(formatMade(made, planned))).toBe(expected);
});

test("nothing made of nothing planned is no number without a plan", async () => {
  const { formatMade } = await formats("en");

  expect([formatMade(0, 0), formatMade(0, null)]).toEqual(["0 of 0", "0"]);
});

test.each([0, -5 * MINUTE, MINUTE - 1])("%d ms ago is just now, also where clocks differ", async (age) => {
  const { formatAge } = await formats("en");

  expect(formatAge(ago(age), NOW)).toBe("just now");
});

// How units are abbreviated differs from one browser to the next.
test.each([
  [MINUTE, /^1 min\.? ago$/, /^för 1 min/],
  [HOUR - 1, /^59 min\.? ago$/, /^för 59 min/],
  [HOUR, /^1 hr\.? ago$/, /^för 1 tim/],
  [DAY - 1, /^23 hr\.? ago$/, /^för 23 tim/],
  [DAY, /^1 day ago$/, /^för 1 d/],
  [400 * DAY, /^400 days ago$/, /^för 400 d/],
])("%d ms ago is told in the largest unit that is full: %s, %s", async (age, english, swedish) => {
  const inEnglish = (await formats("en")).formatAge(ago(age), NOW);
  vi.resetModules();
  const inSwedish = (await formats("sv")).formatAge(ago(age), NOW);

  expect(plain(inEnglish)).toMatch(english);
  expect(plain(inSwedish)).toMatch(swedish);
});

test("a moment of today is told by its time alone, one of another day with the day", async () => {
  const { formatMoment } = await formats("sv");

  expect(formatMoment(new Date("2026-01-31T06:05:00").toISOString(), NOW)).toMatch(/^0?6:05$/);
  expect(plain(formatMoment(new Date("2026-01-30T23:59:00").toISOString(), NOW))).toMatch(/^fre 30 jan\.? 23:59$/);
});

test("a moment of the same day of another month is not of today", async () => {
  const { formatMoment } = await formats("en");

  expect(formatMoment(new Date("2025-12-31T06:05:00").toISOString(), NOW)).toContain("Dec");
});

test("the clock is that of the reader's country", async () => {
  const moment = new Date("2026-01-31T18:05:00").toISOString();
  const american = (await formats("en", ["en-US"])).formatMoment(moment, NOW);
  vi.resetModules();
  const british = (await formats("en", ["en-GB"])).formatMoment(moment, NOW);

  expect([plain(american), british]).toEqual(["6:05 PM", "18:05"]);
});

test("a title tells a moment to the second", async () => {
  const { formatExactly } = await formats("sv");

  expect(formatExactly(new Date("2026-01-31T06:05:07").toISOString())).toMatch(/31 jan\. 2026.*06:05:07/);
});

test("a page that names no language is English", async () => {
  const { formatNumber } = await formats("", ["sv-SE"]);

  expect(formatNumber(1_000)).toBe("1,000");
});
