import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { companyAt, environmentIdAt } from '@/lib/companies/at-slugs'
import { showCompanyTraffic, showPlatformTraffic, showTraffic } from '@/lib/health/show-traffic'
import { manage } from './endpoint'
import { companyPath, environmentPath } from './places'

const count = z.int().min(0)
const ms = z.number().nullable()
const calls = z.object({ answered: count, refused: count })

const Traffic = z
  .object({
    at: z.iso.datetime().meta({ description: 'The end of each window.' }),
    windows: z
      .array(
        z.object({
          window: z.enum(['one', 'five', 'fifteen']).meta({ description: 'The last 1, 5, or 15 minutes.' }),
          attempts: z.array(
            z.object({
              transport: z.enum(['apns', 'company_api']),
              reason: z.string().meta({ description: '`accepted`, or the reason why not.' }),
              count,
            }),
          ),
          registrations: calls,
          evaluations: calls,
          arrivals: z.array(
            z.object({
              transport: z.enum(['apns', 'company_api']),
              appVersion: z.string(),
              osVersion: z.string(),
              received: count,
              opened: count,
              p50Ms: ms,
              p95Ms: ms,
              p99Ms: ms,
            }),
          ),
        }),
      )
      .meta({
        description: '`p50Ms`, `p95Ms`, and `p99Ms` are percentiles of the time from the delivery to its receipt.',
      }),
    minutes: z
      .array(z.object({ accepted: count, notAccepted: count, received: count }))
      .meta({ description: 'The last hour, the oldest minute first.' }),
    hours: z
      .array(z.object({ at: z.iso.datetime(), accepted: count, notAccepted: count, sentAWeekBefore: count }))
      .meta({ description: 'The last 7 days.' }),
    lastHour: z.object({ sent: count, sentAWeekBefore: count }),
    oldestMs: ms.meta({ description: 'How long the oldest delivery has been in the queue.' }),
    streaming: count.meta({ description: 'Clients with an open stream for prompt changes.' }),
    workers: z.array(z.object({ version: z.string(), alive: count, lagMs: z.number() })),
  })
  .meta({ id: 'Traffic' })

type Shown = Awaited<ReturnType<typeof showTraffic>>

const trafficBody = ({ at, hours, windows, ...rest }: Shown) => ({
  ...rest,
  at: at.toISOString(),
  windows: windows.map(({ attempts, ...window }) => ({
    ...window,
    attempts: attempts.map(({ transport, ...attempt }) => ({
      ...attempt,
      transport: transport === 'company_api' ? ('company_api' as const) : ('apns' as const),
    })),
  })),
  hours: hours.map((hour) => ({ ...hour, at: hour.at.toISOString() })),
})

const described = {
  method: 'get',
  tag: 'Look up and repair',
  answers: { 200: { description: 'The traffic. Counts are up to 3 seconds old.', schema: Traffic } },
} as const

export function registerManagedTraffic(gateway: Gateway) {
  manage(
    gateway,
    {
      ...described,
      verb: showPlatformTraffic,
      path: '/traffic',
      operationId: 'readTraffic',
      summary: 'Read the traffic of all apps',
      description: 'The sum for all apps of the token’s companies that aren’t archived.',
    },
    async ({ ctx }) => ({ status: 200, body: trafficBody(await showPlatformTraffic(ctx, {})) }),
  )

  manage(
    gateway,
    {
      ...described,
      verb: showCompanyTraffic,
      path: `${companyPath}/traffic`,
      operationId: 'readCompanyTraffic',
      summary: 'Read the traffic of a company',
      description: 'The sum for all apps of the company that aren’t archived.',
    },
    async ({ ctx, params }) => ({
      status: 200,
      body: trafficBody(await showCompanyTraffic(ctx, await companyAt(ctx, params))),
    }),
  )

  manage(
    gateway,
    {
      ...described,
      verb: showTraffic,
      path: `${environmentPath}/traffic`,
      operationId: 'readEnvironmentTraffic',
      summary: 'Read the traffic of an environment',
    },
    async ({ ctx, params }) => ({
      status: 200,
      body: trafficBody(await showTraffic(ctx, await environmentIdAt(ctx, params))),
    }),
  )
}
