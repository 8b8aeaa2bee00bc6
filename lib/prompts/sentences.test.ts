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
