import { describe, expect, it } from 'vitest'
import { Condition } from '@/lib/prompts/content/conditions'
import { compileCondition, type Lists } from './compile-condition'
import { readContext } from './context'

const matches = (condition: unknown, raw: Record<string, unknown>, lists: Lists = new Map()) =>
  compileCondition(Condition.parse(condition), lists)(readContext(raw))

describe('a condition on an app attribute', () => {
  const given = {
    'the text staff': 'staff',
    'the text beta': 'beta',
    'an empty text': '',
    'the number 5': 5,
    'the text 5': '5',
    'the number 7.5': 7.5,
    true: true,
    'the text true': 'true',
    false: false,
    'a list with staff': ['staff', 'beta'],
    'a list without staff': ['gamma', 'beta'],
    'a list of numbers': [5, 9],
    'a list of booleans': [true],
    'an empty list': [],
    'a list with null': ['beta', null],
    'a list with an object': ['beta', { name: 'staff' }],
    'an object': { name: 'staff' },
    null: null,
    nothing: undefined,
  }
  const everything = Object.keys(given).filter((name) => name !== 'null' && name !== 'nothing')
  const comparable = everything.filter((name) => !name.endsWith('object'))
  const without = (all: string[], ...names: string[]) => all.filter((name) => !names.includes(name))

  it.each<[operator: string, values: string[], matching: string[]]>([
    ['in', ['staff'], ['the text staff', 'a list with staff']],
    ['notIn', ['staff'], without(comparable, 'the text staff', 'a list with staff')],
    [
      'in',
      ['5', 'true'],
      ['the number 5', 'the text 5', 'true', 'the text true', 'a list of numbers', 'a list of booleans'],
    ],
    [
      'notIn',
      ['5', 'true'],
      without(
        comparable,
        'the number 5',
        'the text 5',
        'true',
        'the text true',
        'a list of numbers',
        'a list of booleans',
      ),
    ],
    ['startsWith', ['sta', '7'], ['the text staff', 'the number 7.5', 'a list with staff']],
    ['endsWith', ['ff', '.5'], ['the text staff', 'the number 7.5', 'a list with staff']],
    [
      'contains',
      ['et'],
      ['the text beta', 'a list with staff', 'a list without staff', 'a list with null', 'a list with an object'],
    ],
    ['matches', ['^t.*e$'], ['true', 'the text true', 'a list of booleans']],
    ['moreThan', ['5'], ['the number 7.5', 'a list of numbers']],
    ['lessThan', ['6'], ['the number 5', 'the text 5', 'a list of numbers']],
    ['isSet', [], everything],
    ['isNotSet', [], ['null', 'nothing']],
  ])(
    '%s %j matches exactly the right texts, numbers, booleans, lists, and missing values',
    (operator, values, matching) => {
      const condition = { attribute: 'custom', name: 'roles', operator, values }
      const found = Object.entries(given).filter(([, roles]) => matches(condition, { roles }))
      expect(found.map(([name]) => name)).toEqual(Object.keys(given).filter((name) => matching.includes(name)))
    },
  )

  it.each([
    ['5', true],
    [' 5.0 ', true],
    ['5e0', true],
    ['five', false],
    ['', false],
    [' ', false],
    ['0x5', false],
    [true, false],
    [['x', '5'], true],
    [[], false],
    [{ valueOf: 5 }, false],
  ])('compares %j as a number only if it contains one', (value, isNumber) => {
    const condition = { attribute: 'custom', name: 'age', values: ['4'] }
    expect(matches({ ...condition, operator: 'moreThan' }, { age: value })).toBe(isNumber)
    expect(matches({ ...condition, operator: 'lessThan', values: ['6'] }, { age: value })).toBe(isNumber)
  })
})

describe('the name of an attribute', () => {
  const isPremium = (raw: Record<string, unknown>, name = 'user.plan') =>
    matches({ attribute: 'custom', name, operator: 'in', values: ['premium'] }, raw)

  it.each<[string, Record<string, unknown>, boolean]>([
    ['leads into nested objects', { user: { plan: 'premium' } }, true],
    ['is a key with dots as well', { 'user.plan': 'premium' }, true],
    ['is such a key first', { 'user.plan': 'premium', user: { plan: 'free' } }, true],
    ['is such a key first, also where it decides against', { 'user.plan': 'free', user: { plan: 'premium' } }, false],
    ['is a path where such a key is null', { 'user.plan': null, user: { plan: 'premium' } }, true],
    ['finds nothing in a text', { user: 'premium' }, false],
    ['finds nothing where the path ends early', { user: {} }, false],
    ['finds nothing where the path meets null', { user: null }, false],
  ])('%s', (_, raw, expected) => {
    expect(isPremium(raw)).toBe(expected)
  })

  it('reaches lists at any depth', () => {
    expect(isPremium({ user: { account: { plans: ['basic', 'premium'] } } }, 'user.account.plans')).toBe(true)
  })

  it.each(['constructor', 'toString', '__proto__', 'user.constructor', 'user.constructor.name'])(
    'doesn’t find inherited properties: %s',
    (name) => {
      expect(matches({ attribute: 'custom', name, operator: 'isSet' }, { user: {} })).toBe(false)
    },
  )
})

describe('ignoring case', () => {
  const texts: [operator: string, value: string, said: string][] = [
    ['in', 'Anna@Example.com', 'anna@EXAMPLE.com'],
    ['in', 'müller', 'MU\u0308LLER'],
    ['in', 'straße', 'STRASSE'],
    ['in', 'ΟΔΟΣ', 'οδος'],
    ['startsWith', 'VIP-', 'vip-7'],
    ['startsWith', 'ΟΔΟΣ', 'οδοσα'],
    ['endsWith', '@Bank.example', 'ben@bank.EXAMPLE'],
    ['contains', 'Ünal', 'x-u\u0308NAL-y'],
    ['matches', '^vip-\\d+$', 'VIP-12'],
  ]
  it.each(texts)('%s %s matches %s, and without it doesn’t', (operator, value, said) => {
    for (const [condition, raw] of [
      [{ attribute: 'customer', operator, values: [value] }, { targetingKey: said }],
      [{ attribute: 'custom', name: 'mail', operator, values: [value] }, { mail: said }],
      [{ attribute: 'custom', name: 'mail', operator, values: [value] }, { mail: ['other', said] }],
    ] as const) {
      expect(matches({ ...condition, ignoreCase: true }, raw)).toBe(true)
      expect(matches(condition, raw)).toBe(false)
    }
  })

  it('applies to "is not" as well', () => {
    const isNotAnna = { attribute: 'customer', operator: 'notIn', values: ['Anna'] }
    expect(matches(isNotAnna, { targetingKey: 'ANNA' })).toBe(true)
    expect(matches({ ...isNotAnna, ignoreCase: true }, { targetingKey: 'ANNA' })).toBe(false)
  })
})

describe('a letter in Unicode’s two forms', () => {
  const [composed, decomposed] = ['m\u00fcller', 'mu\u0308ller']
  it.each(['in', 'startsWith', 'endsWith', 'contains'])('is the same letter for %s', (operator) => {
    for (const [value, said] of [
      [composed, decomposed],
      [decomposed, composed],
    ])
      expect(matches({ attribute: 'customer', operator, values: [value] }, { targetingKey: said })).toBe(true)
  })

  it('is the same letter in a customer list, whichever form the list has', () => {
    const listId = '0190a000-0000-7000-8000-000000000001'
    const inList = { attribute: 'customer', operator: 'inList', listId }
    for (const [member, said] of [
      [composed, decomposed],
      [decomposed, composed],
    ] as const) {
      const lists = new Map([[listId, new Set([member])]])
      expect(matches(inList, { targetingKey: said }, lists)).toBe(true)
      expect(matches({ ...inList, operator: 'notInList' }, { targetingKey: said }, lists)).toBe(false)
    }
  })
})

describe('a customer list', () => {
  const listId = '0190a000-0000-7000-8000-000000000001'
  const lists = new Map([[listId, new Set(['Anna@Bank.example', 'STRASSE-1'])]])
  const inList = { attribute: 'customer', operator: 'inList', listId }

  it.each(['anna@bank.EXAMPLE', 'straße-1'])('contains %s only if the condition ignores case', (targetingKey) => {
    const notInList = { ...inList, operator: 'notInList' }
    expect(matches(inList, { targetingKey }, lists)).toBe(false)
    expect(matches({ ...inList, ignoreCase: true }, { targetingKey }, lists)).toBe(true)
    expect(matches(notInList, { targetingKey }, lists)).toBe(true)
    expect(matches({ ...notInList, ignoreCase: true }, { targetingKey }, lists)).toBe(false)
  })

  it('contains no one else if case is ignored', () => {
    expect(matches({ ...inList, ignoreCase: true }, { targetingKey: 'anne@bank.example' }, lists)).toBe(false)
  })
})

describe('an unreadable value', () => {
  it.each<[attribute: string, said: unknown]>([
    ['appVersion', 'soon'],
    ['appVersion', { major: 5 }],
    ['osVersion', true],
    ['sdkVersion', ['3.2']],
    ['locale', 'C'],
    ['locale', 'POSIX'],
    ['locale', ['de']],
    ['locale', 7],
    ['country', 'Germany'],
    ['country', 'DEU'],
    ['country', 276],
    ['country', ['DE']],
  ])('matches no condition on %s, positive or negative: %j', (attribute, said) => {
    const isVersion = attribute.endsWith('Version')
    const values = [isVersion ? '1.0' : attribute === 'locale' ? 'fr' : 'FR']
    for (const operator of isVersion ? ['is', 'isNot', 'below', 'atLeast', 'range'] : ['in', 'notIn'])
      expect(matches({ attribute, operator, values }, { [attribute]: said })).toBe(false)
  })
})
