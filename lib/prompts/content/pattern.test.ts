import { describe, expect, it } from 'vitest'
import { compilePrompt } from '@/lib/prompts/evaluation/compile'
import { readContext } from '@/lib/prompts/evaluation/context'
import { evaluate } from '@/lib/prompts/evaluation/evaluate'
import { on } from '@/lib/testing/prompt-workspace'
import { quickest } from '@/lib/testing/quickest'
import { patternFault } from './pattern'

const limitMs = 10

/** Patterns that take polynomial or exponential time in a backtracking engine. */
function catastrophes(): string[] {
  const atoms = ['a', '.', '\\w', '[a-z]', '\\p{L}', '[^b]', '(?:a|aa)', '(a|b|ab)']
  return atoms.flatMap((atom) => [
    `(${atom}+)+b`,
    `(${atom}*)*$`,
    `^(${atom}+)+$`,
    `(?:${atom}+)*?!`,
    `(${atom}|${atom})*!`,
    `(${atom}|${atom}?)+$`,
    `((${atom}+)+)+!`,
    `${atom}*`.repeat(12).concat('!'),
    `.*${atom}.*`.repeat(8).concat('=.*'),
    `(${atom}?){30}${atom}{30}`,
    `(?:${atom}{0,9}){0,9}!`,
    `(x+x+)+${atom}`,
    `${`${atom}?`.repeat(19)}b`,
  ])
}

const texts = ['a', 'ab', 'aé1', 'x', 'ba ', '\u{1f600}', 'aaaaaaaaab'].flatMap((part) => [
  part.repeat(300).slice(0, 60_000),
  `${part.repeat(40)}!`,
])

function asking(pattern: string, extra: Partial<Parameters<typeof on>[0]> = {}) {
  const conditions = [{ attribute: 'custom' as const, name: 'said', operator: 'matches' as const, values: [pattern] }]
  return compilePrompt(on({ rules: [{ id: 'one', description: '', share: 100_000, conditions }], ...extra }), 'test:1')
}

const decidedBy = (prompt: ReturnType<typeof asking>, said: unknown) =>
  evaluate(prompt, { context: readContext({ targetingKey: 'ann', said }), now: 0 }).decidedBy

describe('patterns', () => {
  it.each(catastrophes())('decide on any text in under 10 ms: %s', (pattern) => {
    const prompt = asking(pattern)
    for (const said of texts)
      expect(quickest(limitMs, () => decidedBy(prompt, said)).milliseconds).toBeLessThan(limitMs)
    const list = texts.flatMap((text) => Array.from({ length: 500 }, () => text))
    expect(quickest(10 * limitMs, () => decidedBy(prompt, list)).milliseconds).toBeLessThan(10 * limitMs)
  })

  it.each([
    '(?:a{1,100}){100}',
    '((a{30}){30}){30}',
    `(?:${'ab'.repeat(90)}){1000}`,
    '\\p{L}{1000}',
    '(((a*){99}){99}){99}',
  ])('are rejected before compilation if they are long when written out: %s', (pattern) => {
    const { milliseconds, result } = quickest(limitMs, () => patternFault(`${pattern}${Math.random()}`.slice(0, 200)))
    expect(milliseconds).toBeLessThan(limitMs)
    expect(result).toMatch(/too long/)
  })

  it.each(['(?=a)', '(?<!a)b', '(a)\\1', '(?<n>a)\\k<n>', '(', 'a'.repeat(201), '[', 'a{2,1}'])(
    'are rejected if RE2 can’t run them: %s',
    (pattern) => {
      expect(patternFault(pattern)).toBeDefined()
    },
  )

  it.each(['(?=a)a', '(?<!b)a', '(a)\\1', '(', '(?:a{1,100}){100}'])(
    'match nothing if they were stored but can’t be run: %s',
    (pattern) => {
      expect(decidedBy(asking(pattern), 'aa')).toBe('rollout')
    },
  )

  it.each([
    ['^vip-\\d{4}$', 'vip-1234', 'vip-123'],
    ['@(example|test)\\.com$', 'ann@test.com', 'ann@test.com.br'],
    ['^[a-z(+*]+-.*$', 'a(-', 'A-'],
    ['(a+)+b', 'aab', 'aa'],
    ['^\\u{e9}t\\u00e9$', 'été', 'ete'],
    ['\\p{Lu}', 'aÉ', 'aé'],
    ['^(?<year>\\d{4})-\\d\\d$', '2026-01', '2026-1'],
    [
      '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
      '0190a2b4-0000-7000-8000-0123456789ab',
      '0190a2b4',
    ],
    ['^https:\\/\\/', 'https://a', 'http://a'],
  ])('match as written: %s', (pattern, yes, no) => {
    expect(patternFault(pattern)).toBeUndefined()
    expect(decidedBy(asking(pattern), yes)).toBe('rule:one')
    expect(decidedBy(asking(pattern), no)).toBe('rollout')
  })

  it.each(['1'.repeat(60_000), `${'1'.repeat(60_000)}x`, `${' '.repeat(30_000)}1${' '.repeat(30_000)}x`])(
    'and numbers of any length are compared in under 10 ms',
    (said) => {
      const conditions = [{ attribute: 'custom' as const, name: 'said', operator: 'moreThan' as const, values: ['5'] }]
      const rules = [{ id: 'one', description: '', share: 100_000, conditions }]
      const prompt = compilePrompt(on({ rules }), 'test:1')
      expect(quickest(limitMs, () => decidedBy(prompt, said)).milliseconds).toBeLessThan(limitMs)
    },
  )
})
