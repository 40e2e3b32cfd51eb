const MEASURED_PX = 100;
// Digits of equal width, and what a browser rounds.
const SPARE = 1.04;

const canvas = document.createElement("canvas").getContext("2d");

/** How wide a line of text is, as a multiple of its font's size, in the font of the page. */
export function widthInEms(text: string, weight: number): number {
  if (!canvas) return text.length;
  canvas.font = `${weight} ${MEASURED_PX}px ${getComputedStyle(document.body).fontFamily}`;
  return (canvas.measureText(text).width / MEASURED_PX) * SPARE;
}

/** The width of a line for board.css, which makes the line as large as there is room for. */
export function fitted(ems: number): Record<string, number> {
  return { "--ems": Math.max(ems, 1) };
}
