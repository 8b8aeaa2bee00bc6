import { z } from 'zod'
import { Condition } from './conditions'
import { contentSchemaNumber } from './content-schema'
import { patternFault, patternOf, patternsMax, sizeOfAllMax } from './pattern'
import { noSchedule, Schedule } from './schedule'
import { shareWhole } from './share'
import { isVersion } from './version'
import { defaultWords, Words } from './words'

const Share = z
  .number()
  .int('Use steps of 0.001%.')
  .min(0, 'Must be at least 0%.')
  .max(shareWhole, 'Must be at most 100%.')
const Id = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, 'Use up to 40 letters, digits, and hyphens.')

/** All conditions must match. The first rule that matches decides, with its percentage of customers. */
export const Rule = z.object({
  id: Id,
  description: z.string().trim().max(120, 'At most 120 characters.').default(''),
  conditions: z.array(Condition).min(1, 'Add at least one condition.').max(20, 'At most 20 conditions.'),
  share: Share,
})
export type Rule = z.output<typeof Rule>

const CustomerList = z.object({
  id: z.uuid(),
  name: z.string().trim().min(1, 'Enter a name for the list.').max(80),
  size: z.number().int(),
})
export type CustomerList = z.output<typeof CustomerList>

/** Content as it may be stored, including patterns that are no longer accepted. */
export const KeptContent = z
  .object({
    schema: z.literal(contentSchemaNumber, {
      error: `This is from another version of Pushdesk. This version reads schema ${contentSchemaNumber} only.`,
    }),
    isOn: z.boolean(),
    /** Forces lower levels off as well: the emergency stop of a company or the platform. */
    stopsBelow: z.boolean().default(false),
    rules: z.array(Rule).max(500, 'At most 500 rules.'),
    /** Applies to everyone whom no rule matches. Another salt reshuffles customers. */
    rollout: z.object({ share: Share, salt: z.string().max(40).default('') }),
    schedule: Schedule.default(noSchedule),
    /** After a dismissal: how many days to wait, and how many times one customer is asked at most. */
    askAgain: z.object({
      afterDays: z.number().int().min(0, 'Must be at least 0 days.').max(3_650, 'Must be at most 3,650 days.'),
      timesMax: z.number().int().min(1, 'Must be at least 1.').max(100, 'Must be at most 100.'),
    }),
    sdkVersionMin: z.string().trim().refine(isVersion, { error: 'Enter a version such as 3.2.0.' }).nullable(),
    lists: z.array(CustomerList).max(50, 'At most 50 lists.').default([]),
    words: Words,
  })
  .superRefine(({ isOn, stopsBelow, rules, lists }, context) => {
    if (isOn && stopsBelow)
      context.addIssue({
        code: 'custom',
        path: ['stopsBelow'],
        message: 'Turn the prompt off before you force it off at lower levels.',
      })
    const seen = new Set<string>()
    for (const [index, rule] of rules.entries()) {
      if (seen.has(rule.id))
        context.addIssue({ code: 'custom', path: ['rules', index, 'id'], message: 'Two rules have this ID.' })
      seen.add(rule.id)
      for (const [at, condition] of rule.conditions.entries()) {
        if (condition.attribute !== 'customer' || !condition.listId) continue
        if (!lists.some((list) => list.id === condition.listId))
          context.addIssue({
            code: 'custom',
            path: ['rules', index, 'conditions', at, 'listId'],
            message: 'This list is not part of the configuration.',
          })
      }
    }
  })

export const PromptContent = KeptContent.superRefine(({ rules }, context) => {
  const at = (rule: number, condition: number, value: number, message: string) =>
    context.addIssue({
      code: 'custom',
      path: ['rules', rule, 'conditions', condition, 'values', value],
      message,
    })
  let size = 0
  for (const [rule, { conditions }] of rules.entries())
    for (const [index, { operator, values, ...condition }] of conditions.entries()) {
      if (operator !== 'matches') continue
      if (values.length > patternsMax)
        at(rule, index, patternsMax, `At most ${patternsMax} patterns. Join some with | or use several rules.`)
      const ignoresCase = 'ignoreCase' in condition && condition.ignoreCase
      for (const [value, pattern] of values.entries()) {
        const fault = patternFault(pattern)
        if (fault) at(rule, index, value, fault)
        const before = size
        size += patternOf(pattern, ignoresCase)?.size ?? 0
        if (before <= sizeOfAllMax && size > sizeOfAllMax)
          at(
            rule,
            index,
            value,
            'All patterns of this configuration together are too long. Use customer lists instead.',
          )
      }
    }
})
export type PromptContent = z.output<typeof PromptContent>
/** Content written by hand, in which fields with a default may be omitted. */
export type PromptContentInput = z.input<typeof PromptContent>

/** The default while no level is configured: no one is asked, because on iOS, asking can't be undone. */
export const offContent: PromptContent = {
  schema: contentSchemaNumber,
  isOn: false,
  stopsBelow: false,
  rules: [],
  rollout: { share: shareWhole, salt: '' },
  schedule: noSchedule,
  askAgain: { afterDays: 14, timesMax: 3 },
  sdkVersionMin: null,
  lists: [],
  words: defaultWords,
}
