/** A width and a height in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How the cards of the machines stand on the screen. All lengths are CSS pixels. */
export interface Fit {
  /** Whether the page is as long as its cards, for a hand that scrolls; otherwise all of it is in sight. */
  readonly scrolls: boolean;
  readonly columns: number;
  readonly rows: number;
  readonly pages: number;
  readonly cardsPerPage: number;
  readonly gap: number;
  /** What everything in a card is measured in: a card is at least `CARD_UNITS` of them. */
  readonly unit: number;
  /** The height of a card as a multiple of `CARD_UNITS`; 1 where it is as long as its content. */
  readonly tallness: number;
}

/** What a card's content needs: board.css measures with the same units. */
export const CARD_UNITS: Size = { width: 142, height: 100 };
/** The smallest text in a card, in units. */
export const SMALLEST_TEXT_UNITS = 8;

// From 5 m, letters of a 43 inch TV are read at ease from 2.4 % of its height on. What only a banner takes is
// spared: the cards then become a little smaller rather than go to another page.
const SMALLEST_TEXT_SHARE = 0.021;
// A desk is nearer: there, and with an enlarged page, no text is smaller than a browser's own.
const SMALLEST_TEXT_PIXELS = 16;
// A screen that is full looks right: for that, cards may be smaller by so much.
const WORTH_NO_HOLE = 0.85;
const GAP_SHARE = 0.012;
// Phones, and pages enlarged so far that a single card would fill the screen.
const NARROW = 640;
const LOW = 480;
const NARROWEST_SCROLLED_CARD = 320;
const LARGEST_SCROLLED_UNIT = 2.4;

/** Place cards into an area of a screen: as large as they can be, on as few pages as can be read. */
export function fitCards(count: number, area: Size, screen: Size): Fit {
  const gap = Math.round(GAP_SHARE * Math.min(screen.width, screen.height));
  if (screen.width < NARROW || screen.height < LOW) return fitScrolled(count, area, gap);
  const readable = smallestUnit(screen);
  const capacity = greatestCapacity(area, gap, readable);
  const pages = Math.max(1, Math.ceil(count / capacity));
  // As many on each page: no last page with a single lost card.
  const cardsPerPage = Math.max(1, Math.ceil(count / pages));
  return { scrolls: false, pages, cardsPerPage, gap, ...largestCards(cardsPerPage, area, gap, readable) };
}

/** The cards of a page, counted from 0. */
export function onPage<One>(cards: readonly One[], page: number, { cardsPerPage }: Fit): readonly One[] {
  return cards.slice(page * cardsPerPage, (page + 1) * cardsPerPage);
}

/** The unit below which a card cannot be read on this screen. */
export function smallestUnit({ width, height }: Size): number {
  const text = Math.max(SMALLEST_TEXT_SHARE * Math.min(width, height), SMALLEST_TEXT_PIXELS);
  return text / SMALLEST_TEXT_UNITS;
}

function greatestCapacity({ width, height }: Size, gap: number, unit: number): number {
  const columns = Math.floor((width + gap) / (CARD_UNITS.width * unit + gap));
  const rows = Math.floor((height + gap) / (CARD_UNITS.height * unit + gap));
  return Math.max(1, columns) * Math.max(1, rows);
}

type Grid = Pick<Fit, "columns" | "rows" | "unit" | "tallness">;

function largestCards(count: number, area: Size, gap: number, readable: number): Grid {
  const grids = Array.from({ length: count }, (_, index) => gridOf(index + 1, count, area, gap));
  const largest = Math.max(...grids.map(({ unit }) => unit));
  const smallest = Math.min(largest, Math.max(largest * WORTH_NO_HOLE, readable));
  const large = grids.filter(({ unit }) => unit >= smallest);
  return large.reduce((best, grid) => (isBetter(grid, best) ? grid : best));
}

/** Without holes is better than a little larger. */
function isBetter(grid: Grid, best: Grid): boolean {
  const [places, fewest] = [grid.columns * grid.rows, best.columns * best.rows];
  return places < fewest || (places === fewest && grid.unit > best.unit);
}

function gridOf(columns: number, count: number, area: Size, gap: number): Grid {
  const rows = Math.ceil(count / columns);
  const width = (area.width - gap * (columns - 1)) / columns;
  const height = (area.height - gap * (rows - 1)) / rows;
  const unit = Math.max(0, Math.min(width / CARD_UNITS.width, height / CARD_UNITS.height));
  return { columns, rows, unit, tallness: unit > 0 ? height / (CARD_UNITS.height * unit) : 1 };
}

function fitScrolled(count: number, area: Size, gap: number): Fit {
  const columns = Math.max(1, Math.floor((area.width + gap) / (NARROWEST_SCROLLED_CARD + gap)));
  const width = (area.width - gap * (columns - 1)) / columns;
  const unit = Math.min(width / CARD_UNITS.width, LARGEST_SCROLLED_UNIT);
  const rows = Math.ceil(count / columns);
  return { scrolls: true, columns, rows, pages: 1, cardsPerPage: Math.max(1, count), gap, unit, tallness: 1 };
}
