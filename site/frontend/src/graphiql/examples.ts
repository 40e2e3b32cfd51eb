/** One example operation, read from a file of examples/. */
export interface Example {
  /** The operation's name, which GraphiQL also puts on its tab. */
  readonly name: string;
  /** The comment at the top of the file, as one paragraph. */
  readonly purpose: string;
  readonly query: string;
  /** The text of the variables editor; empty where the operation takes none. */
  readonly variables: string;
}

const documents = import.meta.glob<string>("./examples/*.graphql", { query: "?raw", import: "default", eager: true });
const variables = import.meta.glob<string>("./examples/*.variables.json", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** Every example, in the order of the numbers before the file names. */
export const EXAMPLES: readonly Example[] = Object.entries(documents)
  .sort(([left], [right]) => left.localeCompare(right, "en", { numeric: true }))
  .map(([path, query]) => readExample(query, variables[path.replace(/graphql$/, "variables.json")] ?? ""));

/** Read one example. Throws an Error where the comment at the top or the operation's name is missing. */
export function readExample(text: string, variablesText: string): Example {
  const query = text.trim();
  const comment = /^(?:#.*\n)+/.exec(query)?.[0];
  const name = /^(?:query|mutation|subscription) (\w+)/m.exec(query)?.[1];
  if (!comment || !name) throw new Error(`An example needs a comment and a named operation: ${query.slice(0, 80)}`);
  const purpose = comment.replaceAll(/^#\s*/gm, "").trim().replaceAll("\n", " ");
  return { name, purpose, query, variables: variablesText.trim() };
}
