import type { PoolOperation, PoolSearch } from "./pool_search";

type Key = Pick<KeyboardEvent, "key" | "isComposing">;

/** Act on a key in the search field; `take` gets the operation that Enter chose. False where the key is the browser's. */
export function onSearchKey(
  { key, isComposing }: Key,
  search: PoolSearch,
  take: (operation: PoolOperation) => void,
): boolean {
  // Enter also ends the composition of a letter.
  if (isComposing) return false;
  switch (key) {
    case "ArrowDown":
      return walk(search, 1);
    case "ArrowUp":
      return walk(search, -1);
    case "Escape":
      return leave(search);
    case "Enter":
      return enter(search, take);
    default:
      return false;
  }
}

function walk(search: PoolSearch, step: 1 | -1): true {
  if (search.isOpen.peek()) search.move(step);
  search.isOpen.value = true;
  return true;
}

/** Escape closes the list first, and then empties the field. */
function leave(search: PoolSearch): true {
  if (!search.isOpen.peek()) search.clear();
  search.isOpen.value = false;
  return true;
}

function enter(search: PoolSearch, take: (operation: PoolOperation) => void): true {
  const { activeOperation } = search;
  if (!search.isOpen.peek()) search.isOpen.value = true;
  else if (activeOperation) take(activeOperation);
  else if (search.state.peek().kind === "failed") search.again();
  return true;
}
