import { v7 as uuidv7 } from 'uuid'
import type { Db } from '@/db/client'
import type { EnvironmentName } from '@/db/schema/companies'
import { promptConfigurations, promptRevisions } from '@/db/schema/prompts'
import type { AppliedRevision } from './prompt-life'
import type { DemoEnvironment } from './workspace'

/** Contents in the shape that lib/prompts defines and validates; the caller creates them. */
export type PromptContents = {
  platform: unknown
  /** Oldest first; the last one is current. */
  company: { content: unknown; comment: string; daysAgo: number; share: number }[]
}

type Author = { id: string; name: string } | undefined
const dayMs = 86_400_000

/** Saves the platform once, the first company several times. Returns which revisions applied where, and since when. */
export async function insertPrompts(
  db: Db,
  places: DemoEnvironment[],
  { prompts, author, now }: { prompts: PromptContents; author: Author; now: Date },
) {
  const applied = new Map<string, AppliedRevision[]>()
  const companyId = places[0]?.companyId
  for (const environmentName of ['production', 'sandbox'] as const) {
    const platform = await insertConfiguration(db, {
      scope: { scopeKind: 'platform', environmentName },
      revisions: [
        { content: prompts.platform, comment: 'Initial configuration for the platform.', daysAgo: 60, share: 0 },
      ],
      author: undefined,
      now,
    })
    const company = await insertConfiguration(db, {
      scope: { scopeKind: 'company', environmentName, companyId },
      revisions: prompts.company,
      author,
      now,
    })
    for (const place of places.filter((one) => one.name === environmentName))
      applied.set(place.id, place.companyId === companyId ? [...platform, ...company] : platform)
  }
  return applied
}

type Scope = { scopeKind: 'platform' | 'company'; environmentName: EnvironmentName; companyId?: string }

async function insertConfiguration(
  db: Db,
  { scope, revisions, author, now }: { scope: Scope; revisions: PromptContents['company']; author: Author; now: Date },
) {
  const at = (daysAgo: number) => new Date(now.getTime() - daysAgo * dayMs)
  const last = revisions.at(-1)
  const first = revisions[0]
  if (!last || !first) return []
  const configurationId = uuidv7({ msecs: at(first.daysAgo).getTime() })
  await db.insert(promptConfigurations).values({
    ...scope,
    id: configurationId,
    revision: revisions.length,
    content: last.content,
    createdAt: at(first.daysAgo),
    updatedAt: at(last.daysAgo),
  })
  await db.insert(promptRevisions).values(
    revisions.map(({ content, comment, daysAgo }, index) => ({
      configurationId,
      number: index + 1,
      content,
      kind: 'save' as const,
      authorId: author?.id ?? null,
      authorName: author?.name ?? 'Demo Admin',
      comment,
      createdAt: at(daysAgo),
    })),
  )
  return revisions.map(
    ({ daysAgo, share }, index): AppliedRevision => ({
      revision: `${configurationId}:${index + 1}`,
      since: at(daysAgo),
      share,
    }),
  )
}
