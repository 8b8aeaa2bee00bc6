import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitPayload } from './fit-payload'
import { payloadBytes } from './push-types'

const of = (alert: unknown) => ({ aps: { alert, sound: 'default' }, pushdesk: { v: 1 } })
const family = '👩‍👩‍👧‍👧'

describe('fitPayload', () => {
  it('leaves a payload that fits unchanged', () => {
    const payload = of({ title: 'T', body: 'x'.repeat(4000) })
    expect(fitPayload(payload, 'alert')).toBe(payload)
  })

  it.each([
    ['Chinese', '漢'.repeat(1400)],
    ['plain text', 'x'.repeat(4090)],
    ['what JSON escapes', '"\n'.repeat(2000)],
    ['families of emoji', family.repeat(400)],
    ['accents that combine', 'e\u0301'.repeat(2000)],
  ])('keeps as many whole characters of %s as fit, and ends in …', (_, body) => {
    const fitted = fitPayload(of({ title: 'T', body }), 'alert')
    const { alert } = fitted.aps as { alert: { title: string; body: string } } // as given
    const [first = ''] = new Intl.Segmenter().segment(body)
    const segment = typeof first === 'string' ? first : first.segment
    expect(alert.title).toBe('T')
    expect(alert.body.endsWith('…')).toBe(true)
    expect(body.startsWith(alert.body.slice(0, -1))).toBe(true)
    expect(payloadBytes(fitted)).toBeLessThanOrEqual(4096)
    const longer = of({ title: 'T', body: `${alert.body.slice(0, -1)}${segment}${segment}…` })
    expect(payloadBytes(longer)).toBeGreaterThan(4096)
  })

  it('cuts the title only if cutting the body doesn’t free enough', () => {
    const fitted = fitPayload(of({ title: '漢'.repeat(1400), body: 'x'.repeat(100) }), 'alert')
    expect(fitted).toMatchObject({ aps: { alert: { title: expect.stringMatching(/^漢+…$/), body: '…' } } })
    expect(payloadBytes(fitted)).toBeLessThanOrEqual(4096)
  })

  it('cuts a string alert, and leaves an alert without text unchanged', () => {
    expect(fitPayload(of('漢'.repeat(1400)), 'alert')).toMatchObject({
      aps: { alert: expect.stringMatching(/^漢+…$/) },
    })
    const own = { aps: { alert: { 'loc-key': 'K' } }, mine: 'x'.repeat(5000) }
    expect(fitPayload(own, 'alert')).toEqual(own)
  })

  it('never exceeds the APNs limit or ends in half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 500, maxLength: 4000 }), (text) => {
        const fitted = fitPayload(of({ title: text.slice(0, 900).toWellFormed(), body: text }), 'alert')
        expect(payloadBytes(fitted)).toBeLessThanOrEqual(4096)
        expect(JSON.stringify(fitted).isWellFormed()).toBe(true)
      }),
      { numRuns: 100 },
    )
  })
})
