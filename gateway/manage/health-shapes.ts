import { z } from 'zod'
import type { EnvironmentHealth } from '@/lib/companies/environment-health'
import type { OutcomeSplit } from '@/lib/companies/outcome-split'
import { EnvironmentNameField } from '@/lib/companies/read-companies'
import type { DayOfDeliveries } from '@/lib/companies/week-of-deliveries'
import type { WorkspaceEnvironment } from '@/lib/companies/workspace'
import type { HealthSummary } from '@/lib/companies/workspace-health'

const Time = z.iso.datetime()

const Outcomes = z
  .object({
    total: z.int(),
    accepted: z.int(),
    suppressed: z.int(),
    failed: z.int(),
    expired: z.int(),
    waiting: z.int(),
    isCapped: z.boolean().meta({ description: 'Pushdesk stopped counting. There are at least this many.' }),
  })
  .meta({ id: 'Outcomes' })

const common = {
  activeDevices: z.int(),
  hasMoreDevices: z
    .boolean()
    .meta({ description: 'Pushdesk stopped counting. There are at least `activeDevices` devices.' }),
  lastDay: Outcomes.meta({ description: 'The deliveries of the last 24 hours.' }),
  oldestWaitingSince: Time.nullable(),
  prompt: z.object({
    isAsking: z.boolean().meta({ description: 'Whether some customers are asked at the moment.' }),
    sentence: z.string().meta({ examples: ['On for everyone'] }),
  }),
}

export const PlaceHealth = z
  .object({
    company: z.string().meta({ description: 'The company’s slug.' }),
    app: z.string().meta({ description: 'The app’s slug.' }),
    environment: EnvironmentNameField,
    isSimulated: z.boolean(),
    onHoldSince: Time.nullable().meta({
      description: 'Set while APNs rejects the environment and its queue is on hold.',
    }),
    onHoldReason: z.string().nullable(),
    ...common,
  })
  .meta({ id: 'PlaceHealth' })

export const HealthInFull = z
  .object({
    ...common,
    acceptedShare: z
      .number()
      .nullable()
      .meta({ description: 'The share of sent and ended deliveries that were accepted, from 0 to 1.' }),
    waiting: z.int(),
    workers: z.object({ running: z.int(), lastSeenAt: Time.nullable() }),
    prompted: z
      .object({ displayed: z.int(), accepted: z.int(), allowed: z.int(), denied: z.int() })
      .meta({ description: 'What customers tapped in the prompt and in the iOS alert in the last 7 days.' }),
    apnsKey: z.object({ keyId: z.string(), teamId: z.string(), verifiedAt: Time.nullable() }).nullable(),
    companyApi: z
      .object({
        url: z.string(),
        state: z.enum(['refused', 'paused', 'failing', 'rejected', 'accepted', 'unused']),
      })
      .nullable(),
    managers: z.array(z.object({ id: z.uuid(), name: z.string(), email: z.string() })),
    week: z.array(Outcomes.extend({ day: z.iso.date() })).meta({ description: 'The last 7 days, in UTC.' }),
  })
  .meta({ id: 'EnvironmentHealth' })

const outcomesOf = ({ total, accepted, suppressed, failed, expired, waiting, isCapped }: OutcomeSplit) => ({
  ...{ total, accepted, suppressed, failed, expired, waiting, isCapped },
})

function commonOf({ activeDevices, hasMoreDevices, lastDay, oldestWaitingSince, prompt }: HealthSummary) {
  return {
    activeDevices,
    hasMoreDevices,
    lastDay: outcomesOf(lastDay),
    oldestWaitingSince: oldestWaitingSince ?? null,
    prompt: { isAsking: prompt.isAsking, sentence: prompt.word },
  }
}

type Slugs = { company: string; app: string }

export function placeHealth(slugs: Slugs, environment: WorkspaceEnvironment, health: HealthSummary) {
  const { name, isSimulated, blockedAt, blockedReason } = environment
  const hold = { onHoldSince: blockedAt, onHoldReason: blockedReason }
  return { ...slugs, environment: name, isSimulated, ...hold, ...commonOf(health) }
}

export function healthInFull(health: EnvironmentHealth, week: DayOfDeliveries[]) {
  const { acceptedShare, waitingCount, workers, funnel, key, endpoint, managers } = health
  const { displayed, accepted, allowed, refused } = funnel
  return {
    ...commonOf(health),
    acceptedShare,
    waiting: waitingCount,
    workers,
    prompted: { displayed, accepted, allowed, denied: refused },
    apnsKey: key ? { keyId: key.keyId, teamId: key.teamId, verifiedAt: key.verifiedAt } : null,
    companyApi: endpoint ? { url: endpoint.url, state: endpoint.state.kind } : null,
    managers,
    week: week.map(({ day, ...split }) => ({ day, ...outcomesOf(split) })),
  }
}
