import { expect, test } from "vitest";
import { withOwnOperationName } from "../../src/graphiql/operation_name";

const MACHINES = "query Machines { machines { pk } }";

test("the name of the tab before gives way to the document's own", () => {
  const operation = { query: MACHINES, operationName: "ManualAssignments" };

  expect(withOwnOperationName(operation)).toEqual({ query: MACHINES, operationName: "Machines" });
});

test("of several operations the chosen one stays chosen", () => {
  const operation = { query: `${MACHINES} query Plant { plant { poolSize } }`, operationName: "Plant" };

  expect(withOwnOperationName(operation)).toEqual(operation);
});

test("an operation without a name is sent without one", () => {
  const operation = { query: "{ machines { pk } }", operationName: "Machines" };

  expect(withOwnOperationName(operation).operationName).toBeNull();
});

test("a document that cannot be read is left to the server", () => {
  const operation = { query: "query Machines {", operationName: "Machines" };

  expect(withOwnOperationName(operation)).toEqual(operation);
});
