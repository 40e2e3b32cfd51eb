import type { ElementType, ReactElement, ReactNode } from "react";

/**
 * Stands in for react-remove-scroll, with which Radix's dialogs and menus keep the page behind them from scrolling.
 * This page never scrolls, and the original adds a <style> element, which a content security policy without inline
 * styles refuses.
 */
export function RemoveScroll({
  as: Element = "div",
  children,
}: {
  as?: ElementType;
  children: ReactNode;
}): ReactElement {
  return <Element>{children}</Element>;
}
