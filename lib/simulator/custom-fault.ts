import { z } from 'zod'
import { findApnsReason } from '@/lib/apns/explanations/reasons'
import type { FaultInput } from '@/lib/apns/simulator/faults/faults'
import { formatPercent } from '@/lib/format/number'
import { customFaultKinds, shareOf } from './custom-fault-labels'

export const CustomFault = z.object({
  kind: z.enum(customFaultKinds.map(({ value }) => value)),
  /** For `answer`. */
  reason: z.string().trim().max(60).optional(),
  share: z.coerce.number('Enter a percentage.').min(1, 'At least 1%.').max(100, 'At most 100%.').default(100),
})
export type CustomFault = z.output<typeof CustomFault>

/** Undefined if APNs has no such reason. */
export function faultOf({ kind, reason = '', share }: CustomFault): { title: string; fault: FaultInput } | undefined {
  const effect = effectOf(kind, reason)
  if (!effect) return undefined
  const label = kind === 'answer' ? `Respond ${reason}` : customFaultKinds.find(({ value }) => value === kind)?.label
  const of = shareOf(kind)
  const title = share === 100 || !of ? `${label}` : `${label}, ${formatPercent(share / 100)} of ${of}`
  if (!of) return { title, fault: { effect } }
  return { title, fault: of === 'devices' ? { effect, tokenShare: share / 100 } : { effect, probability: share / 100 } }
}

const twoHoursMs = 7_200_000

function effectOf(kind: CustomFault['kind'], reason: string): FaultInput['effect'] | undefined {
  switch (kind) {
    case 'answer': {
      const status = findApnsReason(reason)?.status
      return status === undefined
        ? undefined
        : { kind, status, reason, timestampOffsetMs: status === 410 ? 0 : undefined }
    }
    case 'slow':
      return { kind: 'latency', ms: 2000, jitterMs: 3000 }
    case 'silence':
      return { kind: 'silence' }
    case 'lost_answer':
      return { kind: 'reset_socket', when: 'after' }
    case 'reset':
      return { kind: 'reset_socket' }
    case 'goaway':
      return { kind: 'goaway', last: 'this', reason: 'Shutdown' }
    case 'refused':
      return { kind: 'reset_stream', code: 7 }
    case 'stream_error':
      return { kind: 'reset_stream', code: 2, when: 'after' }
    case 'one_stream':
      return { kind: 'streams', max: 1 }
    case 'tiny_window':
      return { kind: 'window', bytes: 16 }
    case 'outage':
      return { kind: 'rolling_outage', everyMs: 20_000 }
    case 'clock_ahead':
      return { kind: 'clock', skewMs: twoHoursMs }
    case 'clock_behind':
      return { kind: 'clock', skewMs: -twoHoursMs }
    case 'rotated_token':
      return { kind: 'rotated_token' }
    case 'reorder':
      return { kind: 'reorder', ms: 10_000 }
    case 'html':
      return { kind: 'answer', status: 502, body: 'html' }
  }
}
