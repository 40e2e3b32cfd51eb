/** The locale of dates and numbers: the page's language, as the reader's country writes it where the browser knows. */
export function pageLocale(language: string, preferred: readonly string[]): string {
  return preferred.find((locale) => locale === language || locale.startsWith(`${language}-`)) ?? language;
}
