import { expect, test } from "vitest";
import { socketAddress } from "../../src/api/socket";

test.each([
  ["/graphql/", "http://localhost:8000/graphql/", "ws://localhost:8000/graphql/"],
  ["/graphql/", "https://shop.example/graphql/?query=1", "wss://shop.example/graphql/"],
])("the WebSocket of %s on %s is %s", (endpoint, base, address) => {
  expect(socketAddress(endpoint, base)).toBe(address);
});
