import { getEventListeners } from "node:events";
import { onCancel } from "../../lib/instrumentation/on-cancel";

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe("a call that may be cancelled", () => {
  it("hears of it at once when it has run for a turn of the event loop", async () => {
    const giveUp = new AbortController();
    const onAbort = jest.fn();
    onCancel(giveUp.signal, onAbort);
    await nextTurn();
    giveUp.abort();
    expect(onAbort).toHaveBeenCalledTimes(1);
  });

  it("hears of what happened before that", async () => {
    const giveUp = new AbortController();
    const onAbort = jest.fn();
    onCancel(giveUp.signal, onAbort);
    giveUp.abort();
    await nextTurn();
    expect(onAbort).toHaveBeenCalledTimes(1);
  });

  it("hears nothing once it is over, and leaves no listener on a signal that outlives it", async () => {
    const giveUp = new AbortController();
    const onAbort = jest.fn();
    const stopEarly = onCancel(giveUp.signal, onAbort);
    const stopLate = onCancel(giveUp.signal, onAbort);
    stopEarly();
    await nextTurn();
    expect(getEventListeners(giveUp.signal, "abort")).toHaveLength(1);
    stopLate();
    expect(getEventListeners(giveUp.signal, "abort")).toHaveLength(0);
    giveUp.abort();
    expect(onAbort).not.toHaveBeenCalled();
  });
});
