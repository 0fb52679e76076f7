// What an agenda may hold. Forms and texts say these numbers, so they stand in one place.
export const mostItems = 40;
export const longestTitle = 120;
export const longestNote = 2_000;
export const longestName = 120;
export const longestPlace = 200;
export const mostItemMinutes = 480;
export const mostLinks = 10;
export const longestLink = 1_000;
export const longestWhy = 500;
/** What the author says to a proposer. */
export const longestWord = 300;
export const longestOutcome = 2_000;
export const longestActionTitle = 300;
export const mostActionsOfItem = 10;
/** Present, and as many again who sent apologies. */
export const mostPeople = 40;
/** A meeting further ahead than that is a slip of the year. */
export const mostDaysAhead = 730;
export const mostOwnDates = 60;
/** Of the words after a command no more are looked at. */
export const longestCommand = 500;
