/** Raised when the shape of a prompt's content changes: a content with another number is not read. */
export const contentSchemaNumber = 1
