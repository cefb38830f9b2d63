/** When everything that names no day of its own is looked at again: all at once, once a year. `YYYY-MM-DD`. */
export const nextReview = "2027-11-30";

/**
 * The last day that may be named for a review: within the year that follows `today`, or the common one, whichever is later. A day
 * further away would mean that nobody is ever asked again.
 */
export function latestReview(today: string): string {
  const inAYear = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;
  return inAYear > nextReview ? inAYear : nextReview;
}

/** The day it is. `YYYY-MM-DD`, which sorts as text. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
