import { z } from 'zod'
import { channelTopics, incidentSeverities } from '@/db/schema/values'
import { causeCodes } from '@/lib/incidents/causes'

export const SeverityMin = z.enum(incidentSeverities, 'Choose warning or critical.')
const Minutes = z.coerce
  .number('Enter a number of minutes.')
  .int('Enter whole minutes.')
  .min(0, '0 to 1,440 minutes.')
  .max(1_440, '0 to 1,440 minutes.')

/** What a channel is notified of, and when. */
export const ruleParts = {
  severityMin: SeverityMin,
  topics: z.array(z.enum(channelTopics)).min(1, 'Choose at least one.'),
  /** Empty means any cause. */
  causes: z.array(z.enum(causeCodes)),
  quietMinutes: Minutes,
  unacknowledgedMinutes: Minutes,
}

const incidentsAlone = ['incidents' as const]

/** The default topics of a new channel. */
export const topicsOf = ({ kind }: { kind: string }) =>
  kind === 'pagerduty' ? incidentsAlone : [...incidentsAlone, 'approvals' as const]

type Rules = z.output<z.ZodObject<typeof ruleParts>>

type Of = Pick<Rules, 'topics'> & { kind: string; companyId?: string | null }

/** Says why a channel of this kind can't have these rules; undefined if it can. */
export function refusedRule({ kind, topics, companyId }: Of): string | undefined {
  if (kind === 'pagerduty' && topics.some((topic) => topic !== 'incidents')) return 'PagerDuty accepts only incidents.'
  if (companyId && topics.includes('access')) return 'Only a channel without a company can report team notices.'
  return undefined
}

/** The rules as recorded in the audit log. */
export const rulesOf = ({ severityMin, topics, causes, quietMinutes, unacknowledgedMinutes }: Rules) => ({
  severityMin,
  topics,
  causes,
  quietMinutes,
  unacknowledgedMinutes,
})
