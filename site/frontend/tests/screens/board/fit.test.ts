import { expect, test } from "vitest";
import { CARD_UNITS, type Fit, fitCards, onPage, type Size, SMALLEST_TEXT_UNITS } from "../../../src/screens/board/fit";

const FULL_HD: Size = { width: 1920, height: 1080 };
const WALLS: readonly Size[] = [
  { width: 1280, height: 720 },
  FULL_HD,
  { width: 3840, height: 2160 },
  { width: 1080, height: 1920 },
  { width: 3440, height: 1440 },
  { width: 1024, height: 768 },
  { width: 640, height: 480 },
];

/** What is left for the cards below a header. */
function below(header: number, screen: Size): Size {
  return { width: screen.width * 0.986, height: screen.height * (1 - header) };
}

function fitted(count: number, screen: Size, header = 0.09): Fit {
  return fitCards(count, below(header, screen), screen);
}

/** The rectangle that a fit's cards take, which is the area's where they fit. */
function taken({ columns, rows, gap, unit }: Fit): Size {
  return {
    width: columns * CARD_UNITS.width * unit + (columns - 1) * gap,
    height: rows * CARD_UNITS.height * unit + (rows - 1) * gap,
  };
}

test.each(WALLS)("on $width x $height no number of machines overflows, and no text is too small to read", (screen) => {
  for (let count = 0; count <= 120; count += 1) {
    const area = below(0.09, screen);
    const fit = fitCards(count, area, screen);

    expect(taken(fit).width).toBeLessThanOrEqual(area.width + 0.01);
    expect(taken(fit).height).toBeLessThanOrEqual(area.height + 0.01);
    expect(fit.columns * fit.rows).toBeGreaterThanOrEqual(fit.cardsPerPage);
    const smallestText = fit.unit * SMALLEST_TEXT_UNITS;
    expect(smallestText).toBeGreaterThanOrEqual(Math.max(16, 0.021 * Math.min(screen.width, screen.height)) - 0.01);
  }
});

test.each(WALLS)("on $width x $height each machine is on exactly one page, and no page is empty", (screen) => {
  for (let count = 1; count <= 120; count += 1) {
    const machines = Array.from({ length: count }, (_, index) => index);
    const fit = fitted(count, screen);

    const pages = Array.from({ length: fit.pages }, (_, page) => onPage(machines, page, fit));

    expect(pages.flat()).toEqual(machines);
    expect(pages.every((page) => page.length > 0)).toBe(true);
  }
});

test("12 machines fit on one page of a common TV, with text of more than 2.3 % of its height", () => {
  const fit = fitted(12, FULL_HD);

  expect(fit).toMatchObject({ scrolls: false, pages: 1, columns: 4, rows: 3 });
  expect((fit.unit * SMALLEST_TEXT_UNITS) / FULL_HD.height).toBeGreaterThan(0.023);
});

test("a banner takes from the cards' size, and sends none of 12 to another page", () => {
  expect(fitted(12, FULL_HD, 0.155).pages).toBe(1);
});

test.each([
  [1, 1, 1],
  [2, 2, 1],
  [3, 3, 1],
])("%i machines get cards that fill the screen", (count, columns, rows) => {
  const fit = fitted(count, FULL_HD);

  expect(fit).toMatchObject({ columns, rows, pages: 1 });
  expect(fit.unit).toBeGreaterThan(1.3 * fitted(12, FULL_HD).unit);
});

test("what does not fit is spread evenly over the pages", () => {
  expect(fitted(13, FULL_HD)).toMatchObject({ pages: 2, cardsPerPage: 7 });
  expect(fitted(30, FULL_HD)).toMatchObject({ pages: 3, cardsPerPage: 10 });
});

test("cards tell how much taller they are than they need be", () => {
  expect(fitted(12, FULL_HD).tallness).toBeCloseTo(1, 1);
  expect(fitted(2, FULL_HD).tallness).toBeCloseTo(1.5, 1);
});

test.each([
  { width: 360, height: 740 },
  { width: 320, height: 256 },
])("on a phone of $width x $height all machines are in one column of one page, to scroll", (screen) => {
  const fit = fitCards(30, { width: screen.width - 24, height: 5000 }, screen);

  expect(fit).toMatchObject({ scrolls: true, columns: 1, pages: 1, cardsPerPage: 30, tallness: 1 });
  expect(taken(fit).width).toBeLessThanOrEqual(screen.width - 24);
});

test("a phone on its side scrolls as well, in as many columns as are wide enough", () => {
  expect(fitCards(3, { width: 716, height: 900 }, { width: 740, height: 360 })).toMatchObject({
    scrolls: true,
    columns: 2,
    rows: 2,
  });
});

test("an area that has not got its size yet makes nothing negative", () => {
  expect(fitCards(12, { width: 0, height: 0 }, FULL_HD).unit).toBe(0);
});
