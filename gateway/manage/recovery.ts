import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { environmentIdAt } from '@/lib/companies/at-slugs'
import { previewRecovery, recoverFailed } from '@/lib/deliveries/recover-failed'
import { Refused } from '@/lib/errors'
import { Instant } from '@/lib/instant'
import { manage } from './endpoint'
import { environmentPath } from './places'

const Preview = z.object({
  failed: z.int(),
  recoverable: z.int().meta({
    description:
      'Failed deliveries that can be resent: not expired, not resent yet, and to a device that still exists.',
  }),
  atOnceMax: z.int().meta({ description: 'The maximum number that one call resends.' }),
  byReason: z.array(z.object({ reason: z.string().nullable(), failed: z.int(), recoverable: z.int() })),
})

export function registerRecovery(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: [recoverFailed, previewRecovery],
      method: 'post',
      path: `${environmentPath}/deliveries/recover`,
      operationId: 'recoverDeliveries',
      tag: 'Look up and repair',
      summary: 'Resend failed deliveries, since a time or from an incident',
      description:
        'Call it with `dryRun=true` first, and send the returned `recoverable` (at most `atOnceMax`) as `expectedCount`. If more deliveries have failed in the meantime, Pushdesk sends nothing.',
      query: z.strictObject({
        dryRun: z
          .enum(['true', 'false'])
          .optional()
          .meta({ description: '`true`: Pushdesk only counts the deliveries.' }),
      }),
      body: z.strictObject({
        since: Instant.optional().meta({
          description: 'Only deliveries created since then. Required unless `incident` is given.',
          examples: ['2026-01-31T12:00:00Z'],
        }),
        reasons: z
          .array(z.string().max(100))
          .max(50)
          .optional()
          .meta({ description: 'Only deliveries with these reasons. Without it, all. Use it with `since`.' }),
        incident: z.uuid().optional().meta({
          description:
            'Use it instead of `since` for the deliveries that this incident lost in this environment. The incident’s timeline shows who resent how many.',
        }),
        expectedCount: z.int().min(1).optional().meta({ description: 'Required unless `dryRun` is `true`.' }),
      }),
      answers: {
        200: {
          description: 'The number of resent deliveries. With `dryRun`: the number that the call would resend.',
          schema: z.union([z.object({ recovered: z.int() }), Preview]),
        },
      },
    },
    async ({ ctx, params, query, body: { since: from, expectedCount, ...which } }) => {
      const asked = {
        ...(await environmentIdAt(ctx, params)),
        ...which,
        since: from === undefined ? undefined : new Date(from),
      }
      if (query.dryRun === 'true') return { status: 200, body: await previewRecovery(ctx, asked) }
      if (expectedCount === undefined)
        throw new Refused('invalid', 'Some fields aren’t valid.', {
          expectedCount: ['Is missing. Call with dryRun=true to get the count.'],
        })
      return { status: 200, body: await recoverFailed(ctx, { ...asked, expectedCount }) }
    },
  )
}
