import { gettext, interpolate } from "./gettext";
import { pageLocale } from "./locale";

const LOCALE = pageLocale(document.documentElement.lang || "en", navigator.languages);
const NUMBER = new Intl.NumberFormat(LOCALE);
const PERCENT = new Intl.NumberFormat(LOCALE, { style: "percent", maximumFractionDigits: 0 });
const TIME = new Intl.DateTimeFormat(LOCALE, { hour: "numeric", minute: "2-digit" });
const CLOCK = new Intl.DateTimeFormat(LOCALE, { hour: "numeric", minute: "2-digit", second: "2-digit" });
const DAY_AND_TIME = new Intl.DateTimeFormat(LOCALE, {
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "numeric",
  minute: "2-digit",
});
const EXACT = new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium", timeStyle: "medium" });
const TIME_TO_THE_SECOND = new Intl.DateTimeFormat(LOCALE, { timeStyle: "medium" });
const TICK_DAY = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short" });
// A day of a calendar is the same everywhere.
const DAY = new Intl.DateTimeFormat(LOCALE, { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
const LIST = new Intl.ListFormat(LOCALE, { type: "conjunction" });
const AGO = new Intl.RelativeTimeFormat(LOCALE, { numeric: "always", style: "short" });
const ROUNDING_ERROR = 1e-9;
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A count, as the reader writes numbers. */
export function formatNumber(number: number): string {
  return NUMBER.format(number);
}

/** A share of 0 to 1 in percent; never 100 before it is whole. */
export function formatShare(share: number): string {
  // 0.29 * 100 is a little less than 29.
  return PERCENT.format(Math.floor(share * 100 + ROUNDING_ERROR) / 100);
}

/** A moment: the time alone where it is of today. */
export function formatMoment(iso: string, now: number): string {
  const moment = new Date(iso);
  const isToday = moment.toDateString() === new Date(now).toDateString();
  return (isToday ? TIME : DAY_AND_TIME).format(moment);
}

/** The time of day to the second, for a clock. */
export function formatClock(now: number): string {
  return CLOCK.format(now);
}

/** A moment to the second, for a title. */
export function formatExactly(iso: string): string {
  return EXACT.format(new Date(iso));
}

/** How long ago a moment was, in the largest unit that fits. */
export function formatAge(iso: string, now: number): string {
  const age = now - Date.parse(iso);
  if (age < MINUTE_MS) return gettext("just now");
  if (age < HOUR_MS) return AGO.format(-Math.floor(age / MINUTE_MS), "minute");
  if (age < DAY_MS) return AGO.format(-Math.floor(age / HOUR_MS), "hour");
  return AGO.format(-Math.floor(age / DAY_MS), "day");
}

/** How many of how many: `45 of 100`, or `45` where nobody planned a number. */
export function formatMade(made: number, planned: number | null): string {
  if (planned === null) return formatNumber(made);
  return interpolate(gettext("%(made)s of %(planned)s"), { made: formatNumber(made), planned: formatNumber(planned) });
}

/** A list of things in a sentence. */
export function formatList(texts: readonly string[]): string {
  return LIST.format(texts);
}

/** A day of a calendar, such as 2025-01-31. */
export function formatDay(isoDay: string): string {
  return DAY.format(new Date(isoDay));
}

/** From one day of a calendar to another. */
export function formatDays(isoFirst: string, isoLast: string): string {
  return DAY.formatRange(new Date(isoFirst), new Date(isoLast));
}

/**
 * Marks of an axis at these moments, in seconds as `stepSeconds` between them: the time, and below it the day where
 * another one than at the mark before begins; where the steps are days, the day alone.
 */
export function formatTicks(moments: readonly number[], stepSeconds: number): string[] {
  if (stepSeconds * SECOND_MS >= DAY_MS) return moments.map((moment) => TICK_DAY.format(moment * SECOND_MS));
  const time = stepSeconds * SECOND_MS < MINUTE_MS ? TIME_TO_THE_SECOND : TIME;
  return moments.map((moment, place) => {
    const day = TICK_DAY.format(moment * SECOND_MS);
    const before = moments[place - 1];
    const isNewDay = before === undefined || TICK_DAY.format(before * SECOND_MS) !== day;
    const tick = time.format(moment * SECOND_MS);
    return isNewDay ? `${tick}\n${day}` : tick;
  });
}
