import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { offContent, type PromptContent } from '@/lib/prompts/content/content'
import { nextStepAt, rampOverFourDays } from '@/lib/prompts/content/ramp'
import { noSchedule, Schedule } from '@/lib/prompts/content/schedule'
import { compilePrompt } from '@/lib/prompts/evaluation/compile'
import { shareAt } from '@/lib/prompts/evaluation/evaluate'
import { rampWarnings, sharesFrom } from './share-over-time'

const now = new Date('2027-03-01T10:30:00.000Z')
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000).toISOString()
const on = (share: number, schedule: Partial<Schedule> = {}): PromptContent => ({
  ...offContent,
  isOn: true,
  rollout: { share, salt: '' },
  schedule: { ...noSchedule, ...schedule },
})

const anyShare = fc.integer({ min: 0, max: 100 }).map((share) => share * 1_000)
const anyMoment = fc.option(fc.integer({ min: -200, max: 200 }))
const anyContent = fc
  .record({
    share: anyShare,
    startsAt: anyMoment,
    endsAt: anyMoment,
    steps: fc.array(fc.record({ at: fc.integer({ min: -200, max: 200 }), share: anyShare }), { maxLength: 5 }),
  })
  .map(({ share, startsAt, endsAt, steps }) =>
    on(share, {
      startsAt: startsAt === null ? null : hours(startsAt),
      endsAt: endsAt === null ? null : hours(endsAt),
      steps: steps.sort((a, b) => a.at - b.at).map((step) => ({ at: hours(step.at), share: step.share })),
    }),
  )
  .filter(({ schedule }) => Schedule.safeParse(schedule).success)

describe('the share over time', () => {
  it('is what the evaluator uses at each moment, and 0 before the start and after the end', () => {
    fc.assert(
      fc.property(anyContent, fc.integer({ min: 0, max: 300 }), (content, ahead) => {
        const at = Date.parse(hours(ahead))
        const { startsAt, endsAt } = content.schedule
        const isOutside = (startsAt !== null && hours(ahead) < startsAt) || (endsAt !== null && hours(ahead) >= endsAt)
        const drawn = sharesFrom(content, now).findLast((from) => Date.parse(from.at) <= at)?.share
        expect(drawn).toBe(isOutside ? 0 : shareAt(compilePrompt(content, ''), at))
      }),
    )
  })

  it('has an entry for each change, and no others', () => {
    const steps = [
      { at: hours(-1), share: 10_000 },
      { at: hours(24), share: 10_000 },
      { at: hours(48), share: 50_000 },
    ]
    expect(sharesFrom(on(100_000, { steps, endsAt: hours(72) }), now)).toEqual([
      { at: now.toISOString(), share: 10_000 },
      { at: hours(48), share: 50_000 },
      { at: hours(72), share: 0 },
    ])
    expect(sharesFrom({ ...on(100_000, { steps }), isOn: false }, now)).toEqual([{ at: now.toISOString(), share: 0 }])
  })

  it('leaves out a time that is still being typed', () => {
    const content = on(50_000, { startsAt: '', steps: [{ at: '0002-01-01T', share: 0 }] })
    expect(sharesFrom(content, now)).toEqual([{ at: now.toISOString(), share: 50_000 }])
    expect(rampWarnings(content, now)).toEqual([])
  })
})

describe('a ramp over four days', () => {
  it('asks no more than its first step before its second one, and never fewer later, whatever applied before', () => {
    fc.assert(
      fc.property(anyContent, (before) => {
        const ramp = rampOverFourDays({ ...before, schedule: { ...before.schedule, endsAt: null } }, now)
        const shares = sharesFrom(ramp, now).map(({ share }) => share)
        expect(shares.filter((share) => share > 0)).toEqual([10_000, 25_000, 50_000, 100_000])
        expect(shares).toEqual([...shares].sort((a, b) => a - b))
        expect(rampWarnings(ramp, now)).toEqual([])
        expect(Schedule.safeParse(ramp.schedule).success).toBe(true)
      }),
    )
  })
})

describe('an added step', () => {
  it('comes a day after the last one, else at the next full hour, and never before the start', () => {
    const at = (schedule: Partial<Schedule>) => nextStepAt({ ...noSchedule, ...schedule }, now)
    expect(at({})).toBe('2027-03-01T11:00:00.000Z')
    expect(at({ startsAt: hours(30) })).toBe(hours(30))
    expect(at({ startsAt: hours(-30) })).toBe('2027-03-01T11:00:00.000Z')
    expect(at({ steps: [{ at: hours(5), share: 0 }] })).toBe(hours(29))
    expect(
      at({
        steps: [
          { at: hours(5), share: 0 },
          { at: '', share: 0 },
        ],
      }),
    ).toBe(hours(29))
  })
})

describe('a warning', () => {
  const step = (at: number, share: number) => ({ at: hours(at), share })
  const always: PromptContent['rules'][number] = {
    id: 'all',
    description: '',
    conditions: [{ attribute: 'custom', name: 'tester', operator: 'isNotSet', values: [] }],
    share: 100_000,
  }

  it.each([
    ['everyone is asked now and the ramp lies ahead', on(100_000, { steps: [step(24, 10_000), step(48, 50_000)] })],
    ['everyone is asked now and a single step lies ahead', on(100_000, { steps: [step(24, 100_000)] })],
    ['a past step asks everyone and another step lies ahead', on(0, { steps: [step(-1, 100_000), step(24, 5_000)] })],
    ['a rule asks almost everyone', { ...on(10_000, { steps: [step(24, 50_000)] }), rules: [always] }],
  ])('says once that the schedule comes too late if %s', (_, content) => {
    const warnings = rampWarnings(content, now)
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toMatch(
      /^Everyone is asked as soon as you save, before the schedule continues at Mar 2, 2027, 10:30 \(UTC\)/,
    )
  })

  it.each([
    [
      'the share before the first step',
      on(50_000, { steps: [step(24, 10_000), step(48, 60_000)] }),
      ['10%, after 50%'],
    ],
    ['the step before it', on(10_000, { steps: [step(24, 50_000), step(48, 20_000)] }), ['20%, after 50%']],
    [
      'what applies from a start ahead',
      on(100_000, { startsAt: hours(1), steps: [step(24, 9_000)] }),
      ['9%, after 100%'],
    ],
    ['each of two', on(50_000, { steps: [step(24, 40_000), step(48, 30_000)] }), ['40%, after 50%', '30%, after 40%']],
  ])('names a step that is lower than %s', (_, content, told) => {
    const warnings = rampWarnings(content, now)
    expect(warnings).toHaveLength(told.length)
    for (const [index, words] of told.entries())
      expect(warnings[index]).toContain(words.replace(', after', ' are asked, after'))
  })

  it.each([
    ['a ramp that only rises', on(10_000, { steps: [step(24, 50_000), step(48, 100_000)] })],
    ['a ramp that is over', on(100_000, { steps: [step(-48, 100_000), step(-24, 10_000)] })],
    ['a step at the very start', on(100_000, { startsAt: hours(24), steps: [step(24, 10_000)] })],
    ['a start ahead without steps', on(100_000, { startsAt: hours(24) })],
    ['an end ahead', on(100_000, { endsAt: hours(24) })],
    ['a prompt that is off', { ...on(100_000, { steps: [step(24, 10_000)] }), isOn: false }],
    ['a schedule that has ended', on(100_000, { endsAt: hours(-1), steps: [step(-5, 10_000)] })],
  ])('is not given for %s', (_, content) => {
    expect(rampWarnings(content, now)).toEqual([])
  })
})
