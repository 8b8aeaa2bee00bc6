import fc from 'fast-check'
import semver from 'semver'
import { describe, expect, it } from 'vitest'
import type { Condition } from '@/lib/prompts/content/conditions'
import { offContent, PromptContent, type Rule } from '@/lib/prompts/content/content'
import { exampleContent } from '@/lib/prompts/content/example-content'
import { shareWhole } from '@/lib/prompts/content/share'
import { compilePrompt } from './compile'
import { readContext } from './context'
import { evaluate, shareAt } from './evaluate'

const now = Date.parse('2027-03-01T12:00:00Z')
const on = (given: Partial<PromptContent> = {}): PromptContent => ({ ...offContent, isOn: true, ...given })
const ask = (content: PromptContent, raw: Record<string, unknown> = {}, at = now) =>
  evaluate(compilePrompt(content, 'c:1'), { context: readContext(raw), now: at })
const rule = (id: string, share: number, ...conditions: Condition[]): Rule => ({
  id,
  description: '',
  conditions,
  share,
})
const holds = (condition: Condition, raw: Record<string, unknown>) =>
  ask(on({ rules: [rule('r', shareWhole, condition)], rollout: { share: 0, salt: '' } }), raw)

describe('evaluate', () => {
  it('asks no one while the prompt is off, with the reason DISABLED', () => {
    expect(ask(offContent, { targetingKey: 'a' })).toEqual({ value: false, reason: 'DISABLED', decidedBy: 'off' })
  })

  it.each(['denied', 'authorized', 'provisional', 'ephemeral'])(
    'never asks a customer whose permission is %s',
    (permission) => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: shareWhole }), fc.string({ minLength: 1 }), (share, targetingKey) => {
          expect(ask(on({ rollout: { share, salt: '' } }), { permission, targetingKey })).toMatchObject({
            value: false,
          })
        }),
      )
    },
  )

  it('gives a stable answer, and only adds customers when the percentage rises', () => {
    const shares = fc.integer({ min: 0, max: shareWhole })
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), shares, shares, (targetingKey, one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)]
        const atLow = ask(on({ rollout: { share: low, salt: '' } }), { targetingKey })
        const atHigh = ask(on({ rollout: { share: high, salt: '' } }), { targetingKey })
        expect(ask(on({ rollout: { share: low, salt: '' } }), { targetingKey })).toEqual(atLow)
        if ('value' in atLow && 'value' in atHigh && atLow.value) expect(atHigh.value).toBe(true)
      }),
    )
  })

  it('uses the first rule that matches, in order', () => {
    const german: Condition = { attribute: 'locale', operator: 'in', values: ['de'] }
    const rules = [rule('never', 0, german), rule('always', shareWhole, german)]
    expect(ask(on({ rules }), { locale: 'de_AT' })).toMatchObject({ value: false, decidedBy: 'rule:never' })
    expect(ask(on({ rules: rules.toReversed() }), { locale: 'de-CH' })).toMatchObject({
      value: true,
      decidedBy: 'rule:always',
    })
    expect(ask(on({ rules }), { locale: 'en' })).toMatchObject({ value: true, decidedBy: 'rollout', reason: 'STATIC' })
  })

  it('orders versions as the semver library does', () => {
    const version = fc
      .tuple(fc.nat(30), fc.nat(30), fc.nat(30), fc.constantFrom('', '-alpha', '-beta.2', '-rc.10'))
      .map(([major, minor, patch, pre]) => `${major}.${minor}.${patch}${pre}`)
    fc.assert(
      fc.property(version, version, (mine, wanted) => {
        const isAtLeast = holds(
          { attribute: 'appVersion', operator: 'atLeast', values: [wanted] },
          { appVersion: mine },
        )
        expect(isAtLeast).toMatchObject({ value: semver.gte(mine, wanted) })
        const isBelow = holds({ attribute: 'appVersion', operator: 'below', values: [wanted] }, { appVersion: mine })
        expect(isBelow).toMatchObject({ value: semver.lt(mine, wanted) })
      }),
    )
  })

  it('parses versions as phones write them', () => {
    const atLeast: Condition = { attribute: 'osVersion', operator: 'atLeast', values: ['17.4'] }
    expect(holds(atLeast, { osVersion: '17.4' })).toMatchObject({ value: true })
    expect(holds(atLeast, { osVersion: '17.10.1' })).toMatchObject({ value: true })
    expect(holds(atLeast, { osVersion: '9' })).toMatchObject({ value: false })
    expect(holds(atLeast, { osVersion: 'soon' })).toMatchObject({ value: false })
  })

  it('matches no condition on a missing value, not even a negative one', () => {
    for (const condition of [
      { attribute: 'country', operator: 'notIn', values: ['DE'] },
      { attribute: 'appVersion', operator: 'isNot', values: ['1.0.0'] },
      { attribute: 'custom', name: 'plan', operator: 'notIn', values: ['free'] },
    ] satisfies Condition[])
      expect(holds(condition, {})).toMatchObject({ value: false, decidedBy: 'rollout' })
    expect(holds({ attribute: 'custom', name: 'plan', operator: 'isNotSet', values: [] }, {})).toMatchObject({
      value: true,
    })
  })

  it('needs the targeting key only for a partial rollout', () => {
    expect(ask(on())).toMatchObject({ value: true })
    expect(ask(on({ rollout: { share: 50_000, salt: '' } }))).toEqual({
      error: 'TARGETING_KEY_MISSING',
      decidedBy: 'rollout',
    })
  })

  it('asks again only after the waiting time, and no more often than allowed', () => {
    const content = on({ askAgain: { afterDays: 7, timesMax: 2 } })
    expect(ask(content, { lastDismissedAt: '2027-02-25T12:00:00Z' })).toMatchObject({
      value: false,
      decidedBy: 'asked',
    })
    expect(ask(content, { lastDismissedAt: '2027-02-20T12:00:00Z', timesAsked: 1 })).toMatchObject({ value: true })
    expect(ask(content, { timesAsked: 2 })).toMatchObject({ value: false, decidedBy: 'asked' })
  })

  it('doesn’t ask an SDK that is older than the minimum or sends no version', () => {
    const content = on({ sdkVersionMin: '3.2.0' })
    expect(ask(content, { sdkVersion: '3.1.9' })).toMatchObject({ value: false, decidedBy: 'sdk' })
    expect(ask(content)).toMatchObject({ value: false, decidedBy: 'sdk' })
    expect(ask(content, { sdkVersion: '3.2.0' })).toMatchObject({ value: true })
  })

  it('starts, ramps, and ends at the exact millisecond', () => {
    const at = (text: string) => Date.parse(text)
    const content = on({
      rollout: { share: 0, salt: '' },
      schedule: {
        timeZone: 'Europe/Berlin',
        startsAt: '2027-03-01T08:00:00.000Z',
        endsAt: '2027-03-10T08:00:00.000Z',
        steps: [
          { at: '2027-03-02T08:00:00.000Z', share: 10_000 },
          { at: '2027-03-03T08:00:00.000Z', share: shareWhole },
        ],
      },
    })
    const compiled = compilePrompt(content, 'c:1')
    expect(ask(content, {}, at('2027-03-01T07:59:59.999Z'))).toMatchObject({
      reason: 'DISABLED',
      decidedBy: 'schedule',
    })
    expect(shareAt(compiled, at('2027-03-02T07:59:59.999Z'))).toBe(0)
    expect(shareAt(compiled, at('2027-03-02T08:00:00Z'))).toBe(10_000)
    expect(ask(content, {}, at('2027-03-03T08:00:00Z'))).toMatchObject({ value: true })
    expect(ask(content, {}, at('2027-03-10T08:00:00Z'))).toMatchObject({ value: false, decidedBy: 'schedule' })
  })

  it('finds a customer in a list of 100,000', () => {
    const listId = '0190a000-0000-7000-8000-000000000001'
    const members = new Set(Array.from({ length: 100_000 }, (_, index) => `customer-${index}`))
    const condition: Condition = { attribute: 'customer', operator: 'inList', values: [], listId }
    const content = on({ rules: [rule('vip', shareWhole, condition)], rollout: { share: 0, salt: '' } })
    const compiled = compilePrompt(content, 'c:1', new Map([[listId, members]]))
    const of = (raw: Record<string, unknown>) => evaluate(compiled, { context: readContext(raw), now })
    expect(of({ targetingKey: 'customer-99999' })).toMatchObject({ value: true, decidedBy: 'rule:vip' })
    expect(of({ targetingKey: 'x', user: { id: 'customer-5' } })).toMatchObject({ value: true })
    expect(of({ targetingKey: 'customer-100000' })).toMatchObject({ value: false })
  })

  it('evaluates the example that export and import share', () => {
    const content = PromptContent.parse(exampleContent)
    expect(ask(content, { sdkVersion: '3.1', appVersion: '4.1', targetingKey: 'a' })).toMatchObject({
      value: false,
      decidedBy: 'rule:old-apps',
    })
  })
})
