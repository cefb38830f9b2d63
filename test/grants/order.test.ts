import { isOpen } from "../../lib/access/grant";
import { grantRoutes } from "../../lib/gateway/grant-routes";
import { afterOrder } from "../../lib/grants/order";
import { writerPolicy } from "../../lib/grants/writer-policy";
import { cellOf } from "../../lib/inputs";
import { companyCell } from "../fixtures/cell";

const { cell } = companyCell();
// As it lies in the image of the writer.
const { environment, inputs } = JSON.parse(JSON.stringify(writerPolicy(cell))) as ReturnType<typeof writerPolicy>;

const startedAt = new Date("2026-11-22T03:00:00Z");
const minutesLater = (minutes: number) => new Date(startedAt.getTime() + minutes * 60_000);
const request = {
  environment: "prod",
  group: "acme-on-call",
  tenants: "all",
  incident: "INC-1",
  reason: "checkout fails for everybody",
  minutes: 30,
};
const after = (input: unknown, grants: ReturnType<typeof afterOrder> = [], now = startedAt, name = "inc-1-checkout") =>
  afterOrder(inputs, environment, grants, { name, startedAt, input }, now);

test("a grant has the name of its execution, and lasts from when that was started", () => {
  const [grant] = after({ open: request }, [], minutesLater(2));
  expect(grant).toMatchObject({
    id: "inc-1-checkout",
    opensAt: "2026-11-22T03:00:00.000Z",
    closesAt: "2026-11-22T03:30:00.000Z",
  });
});

test("the same execution carried out twice makes one grant", () => {
  const once = after({ open: request });
  expect(after({ open: request }, once, minutesLater(5))).toEqual(once);
});

test("an execution carried out again does not open what was closed early", () => {
  const closed = after({ close: { grant: "inc-1-checkout" } }, after({ open: request }), minutesLater(5), "close-1");
  const again = after({ open: request }, closed, minutesLater(6));
  expect(again.filter((grant) => isOpen(grant, minutesLater(6)))).toEqual([]);
});

test("a grant that is over already can be closed, and stays as it was", () => {
  const grants = after({ open: request });
  expect(after({ close: { grant: "inc-1-checkout" } }, grants, minutesLater(31), "close-1")).toEqual(grants);
});

test.each([
  ["another environment", { open: { ...request, environment: "dev" } }, /open\.environment/],
  ["a group that reads nothing there", { open: { ...request, group: "acme-search" } }, /--group/],
  ["a tenant nobody knows", { open: { ...request, tenants: ["prod.nobody"] } }, /--tenants/],
  ["more time than allowed", { open: { ...request, minutes: 61 } }, /--minutes/],
  ["an unknown field", { open: { ...request, force: true } }, /the input/],
  ["both orders", { open: request, close: { grant: "inc-1-checkout" } }, /the input/],
  ["no order", {}, /the input/],
  ["an unknown grant", { close: { grant: "inc-2-other" } }, /no grant was ever opened/],
] as const)("%s is refused", (_, input, why) => {
  expect(() => after(input)).toThrow(why);
});

test("the name of an execution that cannot name a grant is refused", () => {
  expect(() => after({ open: request }, [], startedAt, "INC_1")).toThrow(/lower-case letters, digits and hyphens/);
});

test("what lies in the image of the writer makes the same routes as the configuration", () => {
  const grants = after({ open: request });
  expect(grantRoutes(cellOf(inputs, environment), grants)).toEqual(grantRoutes(cell, grants));
});
