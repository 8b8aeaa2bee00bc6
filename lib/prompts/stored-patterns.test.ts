import { describe, expect, it } from 'vitest'
import { appendRevision, lockConfiguration } from '@/db/queries/prompts/prompts'
import { inRollback } from '@/db/testing'
import type { Refused } from '@/lib/errors'
import { on, promptWorkspace, savePrompt } from '@/lib/testing/prompt-workspace'
import { explainPrompt } from './explain-prompt'
import { turnOffPrompt } from './publishing/turn-off-prompt'
import { undoPrompt } from './publishing/undo-prompt'

const patterns = ['(?<=a)b', '(a)\\1', '(?:a{1,99}){99}', '(']

describe('a stored pattern that can’t be run', () => {
  it.each(patterns)(
    'matches nothing, is explained, is rejected on the next save, and doesn’t prevent turning off: %s',
    (pattern) =>
      inRollback(async (db) => {
        const { company, app, manager } = await promptWorkspace(db)
        const content = on({
          rules: [
            {
              id: 'old',
              description: '',
              share: 0,
              conditions: [{ attribute: 'customer', operator: 'matches', values: [pattern] }],
            },
          ],
        })
        const stored = { scopeKind: 'app', environmentName: 'sandbox', companyId: company.id, appId: app.id } as const
        const configuration = await lockConfiguration(db, stored)
        await appendRevision(db, {
          configuration,
          revision: { content, kind: 'save', authorName: 'Earlier version' },
          scheduleFiredUntil: new Date(),
        })
        const place = { scope: 'app', environmentName: 'sandbox', appId: app.id } as const

        const { verdict, steps } = await explainPrompt(manager, { ...place, context: { targetingKey: 'aab' } })
        expect(verdict).toBe('This customer is asked.')
        const [condition] = steps.flatMap(({ conditions }) => conditions ?? [])
        expect(condition?.sentence).toContain(`Pushdesk can’t run the pattern ${pattern}, so it matches nothing.`)

        const changed = { ...content, askAgain: { afterDays: 3, timesMax: 3 } }
        const saving = savePrompt(manager, { ...place, content: changed, baseRevision: 1 })
        const { fields } = await saving.then(
          () => ({ fields: {} }),
          (error: Refused) => error,
        )
        expect(Object.keys(fields)).toEqual(['content.rules.0.conditions.0.values.0'])

        await expect(turnOffPrompt(manager, place)).resolves.toEqual({ revision: 2 })
        await expect(undoPrompt(manager, { ...place, revision: 2 })).resolves.toEqual({ revision: 3 })
      }),
  )
})
