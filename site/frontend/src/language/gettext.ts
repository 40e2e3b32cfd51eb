/** Django's catalogue for scripts, which a page loads before its own script; English pages may do without. */
interface DjangoCatalogue {
  gettext(message: string): string;
  ngettext(singular: string, plural: string, count: number): string;
}

declare global {
  var django: DjangoCatalogue | undefined;
}

/** A text in the page's language. */
export function gettext(message: string): string {
  return globalThis.django?.gettext(message) ?? message;
}

/** A text in the page's language, in the form that goes with a count. */
export function ngettext(singular: string, plural: string, count: number): string {
  return globalThis.django?.ngettext(singular, plural, count) ?? (count === 1 ? singular : plural);
}

/** Put values in the place of `%(name)s` in a text. Throws an Error where the text names a value that is not given. */
export function interpolate(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/%\((\w+)\)s/g, (_place, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The text "${text}" needs a value for ${name}.`);
    return String(value);
  });
}
