import type { z } from 'zod'

/** A moment may come as the database keeps it. */
type Stored<Shown> = { [Key in keyof Shown]: string extends NonNullable<Shown[Key]> ? Shown[Key] | Date : Shown[Key] }

/** A row as the public API shows it: the fields that the schema names and no other, moments as RFC 3339. */
export function asShown<Schema extends z.ZodObject>(
  { shape }: Schema,
  row: Stored<z.output<Schema>>,
): z.output<Schema> {
  const stored: Record<string, unknown> = row
  const shown = Object.keys(shape).map((key) => {
    const value = stored[key]
    return [key, value instanceof Date ? value.toISOString() : value]
  })
  // Each of its fields comes from the row's, which has the schema's types but for the moments.
  return Object.fromEntries(shown) as z.output<Schema>
}
