import { type ReadonlySignal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import type { Size } from "./fit";

/** How much room there is: on the whole screen, and for the cards in it. */
export interface Room {
  readonly screen: Size;
  readonly area: Size;
}

/** The room that an element takes, as it changes; null until it is measured. */
export function useRoom(element: RefObject<HTMLElement | null>): ReadonlySignal<Room | null> {
  const room = useSignal<Room | null>(null);
  useEffect(() => {
    const measured = element.current;
    if (!measured) return;
    function measure(): void {
      if (!measured) return;
      const { clientWidth, clientHeight } = measured;
      room.value = {
        screen: { width: innerWidth, height: innerHeight },
        area: { width: clientWidth, height: clientHeight },
      };
    }
    const observer = new ResizeObserver(measure);
    observer.observe(measured);
    // A lower window does not change an element that is as long as its cards.
    addEventListener("resize", measure);
    return () => {
      observer.disconnect();
      removeEventListener("resize", measure);
    };
  }, [element, room]);
  return room;
}
