import { companyPath, environmentPath } from '@/gateway/manage/places'
import type { AnyVerb } from '@/lib/command'
import type { StaffPermission } from '@/lib/permissions'

/** The levels at which a prompt can be set, with their paths and operation names. */
export const promptPaths = [
  { level: 'app', name: 'App', path: `${environmentPath}/prompt` },
  { level: 'company', name: 'Company', path: `${companyPath}/prompt/{environment}` },
  { level: 'platform', name: 'Platform', path: '/prompt/{environment}' },
] as const

type Level = (typeof promptPaths)[number]['level']
type PromptVerb = AnyVerb & { platformPermission: StaffPermission }

/** Returns a verb with its permission at a level: only admins change the platform’s prompt. */
export function promptVerb(level: Level, verb: PromptVerb, ...others: AnyVerb[]) {
  const verbs: [AnyVerb, ...AnyVerb[]] = [verb, ...others]
  return { verb: verbs, permission: level === 'platform' ? verb.platformPermission : verb.permission }
}

/** Level names for use in a sentence. */
export const levelNames = { app: 'an app', company: 'a company', platform: 'the platform' }

export const promptTag = 'Manage the prompt'
