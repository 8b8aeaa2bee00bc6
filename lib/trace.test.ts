import { expect, it } from 'vitest'
import { newTrace, traceFrom, traceparentOf } from './trace'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const spanId = '00f067aa0ba902b7'

it('reads a traceparent and passes it on unchanged', () => {
  for (const flags of ['00', '01']) {
    const header = `00-${traceId}-${spanId}-${flags}`
    const trace = traceFrom(header)
    expect(trace).toEqual({ traceId, traceParent: `${spanId}-${flags}` })
    expect(trace && traceparentOf(trace)).toBe(header)
  }
})

it('reads the known parts of future flags and versions', () => {
  expect(traceFrom(`00-${traceId}-${spanId}-ff`)?.traceParent).toBe(`${spanId}-01`)
  expect(traceFrom(`00-${traceId}-${spanId}-02`)?.traceParent).toBe(`${spanId}-00`)
  expect(traceFrom(`cc-${traceId}-${spanId}-01`)?.traceId).toBe(traceId)
  expect(traceFrom(`cc-${traceId}-${spanId}-01-what-the-future-adds`)?.traceId).toBe(traceId)
})

it.each([
  ['nothing', ''],
  ['another word', 'yes'],
  ['the version that no one may use', `ff-${traceId}-${spanId}-01`],
  ['more than version 00 has', `00-${traceId}-${spanId}-01-more`],
  ['a later version that goes on without a dash', `cc-${traceId}-${spanId}-01.more`],
  ['a trace of zeros', `00-${'0'.repeat(32)}-${spanId}-01`],
  ['a span of zeros', `00-${traceId}-${'0'.repeat(16)}-01`],
  ['capital letters', `00-${traceId.toUpperCase()}-${spanId}-01`],
  ['a trace that is too short', `00-${traceId.slice(1)}-${spanId}-01`],
  ['two in one header', `00-${traceId}-${spanId}-01, 00-${traceId}-${spanId}-01`],
])('ignores %s', (_, header) => {
  expect(traceFrom(header)).toBeUndefined()
})

it('a new trace has a valid random ID and no traceparent', () => {
  const trace = newTrace()
  expect(trace.traceId).toMatch(/^(?!0{32})[0-9a-f]{32}$/)
  expect(newTrace().traceId).not.toBe(trace.traceId)
  expect(traceparentOf(trace)).toBeUndefined()
})
