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
  recoverable: z.int().meta({ description: 'Of those: not expired, not resent yet, and the device still there.' }),
  atOnceMax: z.int().meta({ description: 'How many one call resends at most.' }),
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
      summary: 'Resend what has failed since a time',
      description:
        'Ask with `dryRun=true` first, and send what it calls `recoverable` (at most `atOnceMax`) as `expectedCount`: if more have failed since, nothing is sent.',
      query: z.strictObject({
        dryRun: z.enum(['true', 'false']).optional().meta({ description: '`true` counts and sends nothing.' }),
      }),
      body: z.strictObject({
        since: Instant.meta({ examples: ['2026-01-31T12:00:00Z'] }),
        reasons: z.array(z.string().max(100)).max(50).optional().meta({ description: 'Only these; all by default.' }),
        expectedCount: z.int().min(1).optional().meta({ description: 'Needed unless `dryRun` is `true`.' }),
      }),
      answers: {
        200: {
          description: 'How many were resent; with `dryRun`, how many would be.',
          schema: z.union([z.object({ recovered: z.int() }), Preview]),
        },
      },
    },
    async ({ ctx, params, query, body: { since: from, expectedCount, ...which } }) => {
      const asked = { ...(await environmentIdAt(ctx, params)), ...which, since: new Date(from) }
      if (query.dryRun === 'true') return { status: 200, body: await previewRecovery(ctx, asked) }
      if (expectedCount === undefined)
        throw new Refused('invalid', 'Some fields aren’t valid.', {
          expectedCount: ['Is missing. Ask with dryRun=true how many there are.'],
        })
      return { status: 200, body: await recoverFailed(ctx, { ...asked, expectedCount }) }
    },
  )
}
