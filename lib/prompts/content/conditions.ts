import { z } from 'zod'
import { pushPermissions } from '@/db/schema/values'
import {
  customerOperators,
  customOperators,
  hasCase,
  setOperators,
  versionAttributes,
  versionOperators,
} from './attributes'
import { isLanguageTag } from './language'
import { isVersion } from './version'
import { isVersionRange } from './version-range'

const value = z.string().trim().min(1, 'Enter a value.').max(200, 'At most 200 characters.')
const values = z
  .array(value)
  .min(1, 'Enter at least one value.')
  .max(500, 'For more than 500 values, use a customer list.')
const tag = value.refine(isLanguageTag, { error: 'Enter a language tag such as en or pt-BR.' })
const country = value.regex(/^[A-Za-z]{2}$/, 'Enter two letters, such as DE.').transform((code) => code.toUpperCase())
/** Omitted when false, as in configurations saved before the option existed. */
const ignoreCase = z
  .boolean()
  .transform((isOn) => isOn || undefined)
  .optional()

const VersionCondition = z
  .object({
    attribute: z.enum(versionAttributes),
    operator: z.enum(versionOperators),
    values: z.array(value).length(1, 'Enter one version.'),
  })
  .superRefine(({ operator, values: [version = ''] }, context) => {
    const isGood = operator === 'range' ? isVersionRange(version) : isVersion(version)
    if (isGood || version === '') return
    const message = operator === 'range' ? 'Enter a range such as >=3.2 <4.' : 'Enter a version such as 3.2.0.'
    context.addIssue({ code: 'custom', path: ['values', 0], message })
  })

const LocaleCondition = z.object({
  attribute: z.literal('locale'),
  operator: z.enum(setOperators),
  values: z.array(tag).min(1, 'Enter at least one language.').max(100),
})

const CountryCondition = z.object({
  attribute: z.literal('country'),
  operator: z.enum(setOperators),
  values: z.array(country).min(1, 'Enter at least one country.').max(250),
})

const PermissionCondition = z.object({
  attribute: z.literal('permission'),
  operator: z.enum(setOperators),
  values: z.array(z.enum(pushPermissions)).min(1, 'Choose at least one state.'),
})

const CustomerCondition = z
  .object({
    attribute: z.literal('customer'),
    operator: z.enum(customerOperators),
    values: z.array(value).max(500, 'For more than 500 values, use a customer list.').default([]),
    /** The ID of a stored customer list. */
    listId: z.uuid('Choose a list.').optional(),
    ignoreCase,
  })
  .superRefine((condition, context) => {
    checkCase(condition, context)
    const usesList = condition.operator === 'inList' || condition.operator === 'notInList'
    if (usesList && !condition.listId) context.addIssue({ code: 'custom', path: ['listId'], message: 'Choose a list.' })
    if (!usesList && condition.values.length === 0)
      context.addIssue({ code: 'custom', path: ['values'], message: 'Enter at least one value.' })
  })

const CustomCondition = z
  .object({
    attribute: z.literal('custom'),
    /** The attribute's key in the evaluation context. */
    name: z
      .string()
      .trim()
      .regex(
        /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/,
        'Start with a letter or underscore. Use up to 64 letters, digits, dots, hyphens, and underscores.',
      ),
    operator: z.enum(customOperators),
    values: values.or(z.array(value).max(0)).default([]),
    ignoreCase,
  })
  .superRefine((condition, context) => {
    checkCase(condition, context)
    const { operator } = condition
    const needsNone = operator === 'isSet' || operator === 'isNotSet'
    if (!needsNone && condition.values.length === 0)
      context.addIssue({ code: 'custom', path: ['values'], message: 'Enter at least one value.' })
    if ((operator === 'moreThan' || operator === 'lessThan') && !Number.isFinite(Number(condition.values[0])))
      context.addIssue({ code: 'custom', path: ['values', 0], message: 'Enter a number.' })
  })

export const Condition = z.discriminatedUnion(
  'attribute',
  [VersionCondition, LocaleCondition, CountryCondition, PermissionCondition, CustomerCondition, CustomCondition],
  { error: 'Unknown attribute.' },
)
export type Condition = z.output<typeof Condition>

function checkCase(condition: { operator: string; ignoreCase?: boolean | undefined }, context: z.RefinementCtx) {
  if (!condition.ignoreCase || hasCase(condition.operator)) return
  context.addIssue({ code: 'custom', path: ['ignoreCase'], message: 'This comparison can’t ignore case.' })
}
