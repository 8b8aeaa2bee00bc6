import { expect, it } from 'vitest'
import { Condition } from './conditions'
import { conditionSentence } from './sentences'

it.each([
  [
    { attribute: 'customer', operator: 'in', values: ['anna', 'ben'], ignoreCase: true },
    'customer is anna or ben (ignoring case)',
  ],
  [
    { attribute: 'custom', name: 'user.plan', operator: 'startsWith', values: ['vip'], ignoreCase: true },
    'user.plan starts with vip (ignoring case)',
  ],
  [
    { attribute: 'customer', operator: 'endsWith', values: ['@bank.example'], ignoreCase: false },
    'customer ends with @bank.example',
  ],
  [{ attribute: 'custom', name: 'plan', operator: 'notIn', values: ['free plan'] }, 'plan is not free plan'],
])('says whether a condition ignores case: %j', (condition, sentence) => {
  expect(conditionSentence(Condition.parse(condition))).toBe(sentence)
})

it('says that a condition on a list ignores case', () => {
  const list = { id: '0190a000-0000-7000-8000-000000000001', name: 'VIP', size: 1_200 }
  const inList = { attribute: 'customer', operator: 'inList', listId: list.id, ignoreCase: true }
  expect(conditionSentence(Condition.parse(inList), [list])).toBe(
    'customer is in the list “VIP” (1,200) (ignoring case)',
  )
})
