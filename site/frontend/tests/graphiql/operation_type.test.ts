import { expect, test } from "vitest";
import { operationType } from "../../src/graphiql/operation_type";

const BOTH = "query Machines { machines { pk } } subscription Follow { planningEvents { __typename } }";

test.each([
  ["{ machines { pk } }", "query"],
  ["# subscription\nmutation { clearSlot { __typename } }", "mutation"],
  ["fragment Kind on Machine { pk } subscription { planningEvents { __typename } }", "subscription"],
])("%j is a %s", (query, type) => {
  expect(operationType({ query })).toBe(type);
});

test("of several operations the chosen one counts", () => {
  expect(operationType({ query: BOTH, operationName: "Follow" })).toBe("subscription");
  expect(operationType({ query: BOTH, operationName: "Machines" })).toBe("query");
});

test.each(["subscription Follow {", "", "fragment Kind on Machine { pk }", BOTH])(
  "%j is left to the server",
  (query) => {
    expect(operationType({ query })).toBeNull();
  },
);
