import type { z } from 'zod'

/** Timestamps may still be the Date objects that the database returns. */
type Stored<Shown> = { [Key in keyof Shown]: string extends NonNullable<Shown[Key]> ? Shown[Key] | Date : Shown[Key] }

/** Converts a row for the public API: only the fields of the schema, with timestamps as RFC 3339. */
export function asShown<Schema extends z.ZodObject>(
  { shape }: Schema,
  row: Stored<z.output<Schema>>,
): z.output<Schema> {
  const stored: Record<string, unknown> = row
  const shown: Record<string, unknown> = {}
  for (const key in shape) {
    const value = stored[key]
    shown[key] = value instanceof Date ? value.toISOString() : value
  }
  // Each field comes from the row, which has the schema's types except for timestamps.
  return shown as z.output<Schema>
}
