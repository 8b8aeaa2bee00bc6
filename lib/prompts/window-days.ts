/** A client that fetched the configuration in this many days counts as active. */
export const windowDays = 7
