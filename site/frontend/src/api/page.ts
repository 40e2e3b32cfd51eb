/** What a Django template tells the script in it. */
export interface Page {
  /** Where the script shows what it has. */
  readonly root: HTMLElement;
  /** The address that takes operations by POST. */
  readonly endpoint: string;
  /** The login page, which leads back here. */
  readonly loginUrl: string;
  /** Django's CSRF token. It stands in the page because the cookie may be hidden from scripts. */
  readonly csrfToken: string;
}

/** Read the page. Throws an Error that names the missing part when the template and its script do not fit. */
export function readPage(document: Document, rootId: string): Page {
  const root = required(document.getElementById(rootId), `the element #${rootId}`);
  const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]');
  return {
    root,
    endpoint: required(root.dataset.endpoint, `data-endpoint of #${rootId}`),
    loginUrl: required(root.dataset.loginUrl, `data-login-url of #${rootId}`),
    csrfToken: required(token?.content, 'the meta element "csrf-token"'),
  };
}

/** A part of the page that its script cannot do without. */
export function required<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined || value === "") throw new Error(`The page lacks ${what}.`);
  return value;
}
