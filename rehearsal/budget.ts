/** From the last offending call to a firing alert, on top of the rule's pending time. Unit: seconds. */
export const alertBudget = 30;
