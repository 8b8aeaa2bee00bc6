import { expect, it } from 'vitest'
import { offContent } from '@/lib/prompts/content/content'
import { on } from '@/lib/testing/prompt-workspace'
import { auditedChanges } from './audited-changes'

const naming = (...values: string[]) =>
  on({
    rules: [
      {
        ...{ id: 'r', description: '', share: 0 },
        conditions: [
          { attribute: 'customer', operator: 'in', values },
          { attribute: 'country', operator: 'in', values: ['DE'] },
        ],
      },
    ],
  })
const audited = (before: ReturnType<typeof naming>, after: ReturnType<typeof naming>) =>
  auditedChanges(before, after, { inherited: offContent })

it('the audit log says how many customers a rule names, and everything else about it', () => {
  const { was, is } = audited(naming('ada'), naming('ada', 'ben'))
  expect(was[0]?.was).toContain('one ID')
  expect(is[0]?.is).toContain('one of 2 IDs')
  expect(is[0]?.is).toContain('country is Germany (DE)')
  expect(JSON.stringify({ was, is })).not.toMatch(/ada|ben/)
})

it('replacing customers with as many others still counts as a change', () => {
  const changes = audited(naming('ada'), naming('ben'))
  expect(changes).toMatchObject({ was: [{ label: 'Rule 1' }], is: [{ label: 'Rule 1' }] })
  expect(JSON.stringify(changes)).not.toMatch(/ada|ben/)
})

it('an inherited configuration names no customer in the audit log either', () => {
  const { was, is } = auditedChanges(null, offContent, { inherited: naming('ada') })
  expect(was.map(({ label }) => label)).toContain('Rule 1')
  expect(JSON.stringify({ was, is })).not.toMatch(/ada/)
})
