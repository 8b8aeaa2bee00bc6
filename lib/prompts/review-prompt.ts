import { z } from 'zod'
import { placeNames } from '@/db/queries/prompt-places'
import { findConfiguration } from '@/db/queries/prompts'
import { promptQuery } from './at-place'
import { changeHash } from './change-hash'
import { changesFrom } from './changes'
import { PromptContent } from './content'
import { reachOf } from './reach'
import { requirementsOf } from './requirements'
import { savedSince } from './saved-since'
import { sharesFrom } from './share-over-time'
import { contentOfRevision, inheritedBy, levelsAt } from './stored'
import { warningsOf } from './warnings'

const shape = { baseRevision: z.int().min(0), content: PromptContent.nullable() }

/** The staged change as its author should see it before it counts, and what it takes to save it. */
export const reviewPrompt = promptQuery('prompt.read', shape, async ({ db, staff, place, input }) => {
  const now = new Date()
  const configuration = await findConfiguration(db, place)
  const base = await contentOfRevision(db, { configurationId: configuration?.id, number: input.baseRevision })
  const [names, levels, reach] = await Promise.all([
    placeNames(db, place),
    levelsAt(db, place),
    reachOf(db, { place, content: input.content, now: new Date(), companyIds: staff.companyIds }),
  ])
  const inherited = inheritedBy(levels, place.scopeKind).content
  const [before, after] = [base ?? inherited, input.content ?? inherited]
  return {
    changes: changesFrom(base, input.content, { inherited }),
    values: { before, after },
    shares: { from: sharesFrom(after, now), timeZone: after.schedule.timeZone },
    hash: changeHash(place, base, input.content),
    needs: requirementsOf(place, { before: base, after: input.content, names }),
    reach,
    warnings: warningsOf({ content: input.content, inherited, reach, now }),
    /** Who saved since the author began; `you` for an earlier save of one’s own. */
    savedSince: await savedSince(db, {
      configurationId: configuration?.id,
      baseRevision: input.baseRevision,
      staffId: staff.id,
    }),
  }
})
