/** What the Django template tells the script; see templates/graphql_api/graphiql.html. */
export interface Page {
  /** Where GraphiQL is shown. */
  readonly root: HTMLElement;
  /** Where failures that are not GraphQL's own are told. */
  readonly notice: HTMLElement;
  /** The address that takes operations by POST. */
  readonly endpoint: string;
  /** The login page, which leads back here. */
  readonly loginUrl: string;
  /** Django's CSRF token. It stands in the page because the cookie may be hidden from scripts. */
  readonly csrfToken: string;
}

/** Read the page. Throws an Error that names the missing part when the template and this script do not fit. */
export function readPage(document: Document): Page {
  const root = required(document.getElementById("graphiql"), "the element #graphiql");
  const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]');
  return {
    root,
    notice: required(document.getElementById("notice"), "the element #notice"),
    endpoint: required(root.dataset.endpoint, "data-endpoint of #graphiql"),
    loginUrl: required(root.dataset.loginUrl, "data-login-url of #graphiql"),
    csrfToken: required(token?.content, 'the meta element "csrf-token"'),
  };
}

function required<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined || value === "") throw new Error(`The page lacks ${what}.`);
  return value;
}
