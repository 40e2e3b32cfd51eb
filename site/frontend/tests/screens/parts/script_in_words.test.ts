import { expect, test } from "vitest";
import "../machine/english";
import { scriptInWords } from "../../../src/screens/parts/StatusBar";

const NOW = Date.parse("2026-01-31T06:00:00Z");
const FIVE_MINUTES_AGO = "2026-01-31T05:55:00Z";

test.each([
  [null, true, "The Monitor script was never heard of: no quantities come in."],
  [FIVE_MINUTES_AGO, true, "The Monitor script was last heard of 5 min ago: quantities may be old."],
  [FIVE_MINUTES_AGO, false, "Monitor script: 5 min ago"],
])("last heard of at %s, silent by the server's judgement: %s", (scriptLastHeardAt, scriptIsSilent, words) => {
  expect(scriptInWords({ scriptLastHeardAt, scriptIsSilent }, NOW)).toBe(words);
});
