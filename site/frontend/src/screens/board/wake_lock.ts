/**
 * Keep the display from going dark while the board is in sight. Browsers offer it to secure pages only, and refuse it
 * where a battery is low: then the device's own settings have to do.
 */
export function keepDisplayAwake(): void {
  async function ask(): Promise<void> {
    if (document.visibilityState !== "visible") return;
    try {
      await navigator.wakeLock?.request("screen");
    } catch {
      // Refused: nobody in front of a wall can do anything about it.
    }
  }
  // The browser takes it back whenever the page is hidden.
  document.addEventListener("visibilitychange", ask);
  void ask();
}
