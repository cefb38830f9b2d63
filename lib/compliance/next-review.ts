/** When everything that names no day of its own is looked at again: all at once, once a year. `YYYY-MM-DD`. */
export const nextReview = "2027-11-30";
