/** Incremented when the shape of a prompt's content changes. Content with another number isn't read. */
export const contentSchemaNumber = 1
