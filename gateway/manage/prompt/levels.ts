import { companyPath, environmentPath } from '@/gateway/manage/places'
import type { AnyVerb } from '@/lib/command'
import type { StaffPermission } from '@/lib/permissions'

/** Where a prompt can be set, and how its calls are named. */
export const promptPaths = [
  { level: 'app', name: 'App', path: `${environmentPath}/prompt` },
  { level: 'company', name: 'Company', path: `${companyPath}/prompt/{environment}` },
  { level: 'platform', name: 'Platform', path: '/prompt/{environment}' },
] as const

type Level = (typeof promptPaths)[number]['level']
type PromptVerb = AnyVerb & { platformPermission: StaffPermission }

/** What a verb asks of the role at a level: the platform’s prompt is for admins alone. */
export function promptVerb(level: Level, verb: PromptVerb, ...others: AnyVerb[]) {
  const verbs: [AnyVerb, ...AnyVerb[]] = [verb, ...others]
  return { verb: verbs, permission: level === 'platform' ? verb.platformPermission : verb.permission }
}

/** In a sentence. */
export const levelNames = { app: 'an app', company: 'a company', platform: 'the platform' }

export const promptTag = 'Manage the prompt'
