import { expect, test } from 'vitest'
import { z } from 'zod'
import { refusedFields } from '@/lib/invalid'

const faults: [what: string, schema: z.ZodType, value: unknown, said: string][] = [
  ['absent', z.string(), undefined, 'Is required.'],
  ['a number for a text', z.string(), 5, 'Must be text.'],
  ['a text for a number', z.number(), '5', 'Must be a number.'],
  ['a fraction', z.int(), 1.5, 'Must be a whole number.'],
  ['a text for a flag', z.boolean(), 'yes', 'Must be true or false.'],
  ['a text for a list', z.array(z.string()), 'a', 'Must be a list.'],
  ['a list for an object', z.object({}), [], 'Must be an object.'],
  ['a long text', z.string().max(1_000), 'x'.repeat(1_001), 'At most 1,000 characters.'],
  ['a short text', z.string().min(8), 'x', 'At least 8 characters.'],
  ['an empty text', z.string().min(1), '', 'Must not be empty.'],
  ['a long list', z.array(z.string()).max(1), ['a', 'b'], 'At most 1 entry.'],
  ['a large number', z.number().max(100), 101, 'Must be at most 100.'],
  ['a small number', z.number().min(2), 1, 'Must be at least 2.'],
  ['a number on its border', z.number().positive(), 0, 'Must be more than 0.'],
  ['an unknown word', z.enum(['a', 'b']), 'c', 'Must be one of a, b.'],
  ['another word than the one', z.literal('a'), 'c', 'Must be a.'],
  ['no address', z.email(), 'x', 'Must be an email address.'],
  ['no UUID', z.uuid(), 'x', 'Must be a UUID.'],
  ['no moment', z.iso.datetime(), 'tomorrow', 'Must be a date and time such as 2026-11-27T14:05:00Z.'],
  ['another beginning', z.string().startsWith('sk_'), 'pk_', 'Must start with “sk_”.'],
  ['a text without the pattern', z.string().regex(/^a$/), 'b', 'Isn’t in the expected form.'],
  ['none of several forms', z.union([z.string(), z.number()]), true, 'Has none of the accepted forms.'],
  ['no multiple', z.number().multipleOf(5), 3, 'Must be a multiple of 5.'],
]

for (const [what, schema, value, said] of faults)
  test(`${what} is rejected in plain words`, () => {
    const { error } = z.object({ field: schema }).safeParse({ field: value })
    expect(error && refusedFields(error)).toEqual({ field: [said] })
  })

test('an unknown field is named', () => {
  const { error } = z.strictObject({}).safeParse({ colour: 1 })
  expect(error && refusedFields(error)).toEqual({ colour: ['Unknown field.'] })
})
