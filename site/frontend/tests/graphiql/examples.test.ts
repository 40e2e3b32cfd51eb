import { parse } from "graphql";
import { expect, test } from "vitest";
import { EXAMPLES, readExample } from "../../src/graphiql/examples";

test("the examples open in the order of their files, script before planner before developer", () => {
  const names = EXAMPLES.map((example) => example.name);
  const users = EXAMPLES.map((example) => example.purpose.split(":")[0]);

  expect(names.slice(0, 2)).toEqual(["ManualAssignments", "ReportQuantity"]);
  expect([...new Set(users)]).toEqual(["Monitor script", "Planner", "Developer"]);
});

test("the first example takes no variables, since GraphiQL shows none in its first tab", () => {
  expect(EXAMPLES[0]?.variables).toBe("");
});

test.each(EXAMPLES)("$name parses, and its variables are exactly some of those it declares", ({ query, variables }) => {
  const operation = parse(query).definitions.find((definition) => definition.kind === "OperationDefinition");

  const declared = operation?.variableDefinitions?.map(({ variable }) => variable.name.value) ?? [];
  const given = Object.keys(variables === "" ? {} : JSON.parse(variables));

  expect(declared).toEqual(expect.arrayContaining(given));
  expect(given.length > 0).toBe(declared.length > 0);
});

test("an example's purpose is its comment as one paragraph", () => {
  const example = readExample("# Planner: what is\n# where.\nquery Where {\n  machines { pk }\n}\n", "");

  expect(example).toMatchObject({ name: "Where", purpose: "Planner: what is where." });
});

test.each(["query Where { machines { pk } }", "# Nameless.\n{ machines { pk } }"])("%j is refused", (text) => {
  expect(() => readExample(text, "")).toThrow("An example needs a comment and a named operation");
});
