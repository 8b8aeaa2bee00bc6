import type { PromptPlace } from '@/db/queries/prompts/prompts'
import { isOnlyTurningOff } from '@/lib/prompts/changes/changes'
import type { PromptContent } from '@/lib/prompts/content/content'

export type Names = { name: string | undefined; appName: string | undefined; requiresApproval: boolean } | undefined

export type Requirements = {
  comment: boolean
  /** To be typed exactly. */
  typed: string | null
  /** A second person has to approve. */
  approval: boolean
}

/** Returns what a change requires of its author. Production requires more; turning off requires nothing. */
export function requirementsOf(
  place: PromptPlace,
  { before, after, names }: { before: PromptContent | null; after: PromptContent | null; names: Names },
): Requirements {
  if (place.environmentName !== 'production' || isOnlyTurningOff(before, after))
    return { comment: false, typed: null, approval: false }
  return { comment: true, typed: nameToType(names), approval: names?.requiresApproval ?? false }
}

export const nameToType = (names: Names) => names?.appName ?? names?.name ?? 'all'

export const subjectName = (place: PromptPlace, names: Names) =>
  `${names?.appName ?? names?.name ?? 'Platform'} · ${place.environmentName}`
