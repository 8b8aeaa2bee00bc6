import type { Db } from '@/db/client'
import { revisionsAtMoments, revisionsByNumber } from '@/db/queries/prompts/prompt-revisions'
import { configurationsFor, type PromptPlace } from '@/db/queries/prompts/prompts'
import type { PromptContent } from '@/lib/prompts/content/content'
import type { Levels } from './effective'
import { inheritedBy, levelOf } from './stored'

/** Returns what a level would have inherited at each of these moments, from the revisions above it at that time. */
export async function inheritedThen(
  db: Db,
  { place, moments }: { place: PromptPlace; moments: Date[] },
): Promise<(at: Date) => PromptContent> {
  const { scopeKind, environmentName, companyId } = place
  const above =
    scopeKind === 'platform'
      ? []
      : (
          await configurationsFor(db, {
            environmentName,
            companyId: scopeKind === 'app' ? (companyId ?? undefined) : undefined,
          })
        ).filter((row) => row.scopeKind !== scopeKind)
  const found = await revisionsAtMoments(db, { configurationIds: above.map(({ id }) => id), moments })
  const levels = new Map<number, Levels>()
  for (const row of above) {
    const held = found.filter(({ configurationId }) => configurationId === row.id)
    const numbers = [...new Set(held.map(({ number }) => number))]
    const revisions = numbers.length ? await revisionsByNumber(db, { configurationId: row.id, numbers }) : []
    for (const { moment, number } of held) {
      const revision = revisions.find((one) => one.number === number)
      const level = levelOf({ ...row, revision: number, content: revision?.content })
      levels.set(moment.getTime(), { ...levels.get(moment.getTime()), [row.scopeKind]: level })
    }
  }
  return (at) => inheritedBy(levels.get(at.getTime()) ?? {}, scopeKind).content
}
