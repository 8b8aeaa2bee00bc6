import { expect, it } from 'vitest'
import { on } from '../testing/prompt-workspace'
import { auditedChanges } from './audited-changes'
import { changesBetween } from './changes'

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
  auditedChanges(changesBetween(before, after), { before, after })

it('the audit log is told how many customers a rule names, and everything else about it', () => {
  const [change] = audited(naming('ada'), naming('ada', 'ben'))
  expect(change?.before).toContain('one ID')
  expect(change?.after).toContain('one of 2 IDs')
  expect(change?.after).toContain('country is DE')
  expect(JSON.stringify(change)).not.toMatch(/ada|ben/)
})

it('other customers in the place of the same number are a change all the same', () => {
  const [change] = audited(naming('ada'), naming('ben'))
  expect(change).toMatchObject({ path: 'rules.r' })
  expect(JSON.stringify(change)).not.toMatch(/ada|ben/)
})
