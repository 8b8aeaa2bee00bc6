import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, or } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { apps, companies } from '@/db/schema/companies'
import { promptProposals } from '@/db/schema/prompts'
import type { PromptPlace } from './prompts'

const at = ({ scopeKind, environmentName, companyId, appId }: PromptPlace) =>
  and(
    eq(promptProposals.scopeKind, scopeKind),
    eq(promptProposals.environmentName, environmentName),
    companyId ? eq(promptProposals.companyId, companyId) : isNull(promptProposals.companyId),
    appId ? eq(promptProposals.appId, appId) : isNull(promptProposals.appId),
  )

export async function insertProposal(db: Db, proposal: typeof promptProposals.$inferInsert) {
  const [row] = await db.insert(promptProposals).values(proposal).returning()
  if (!row) throw new Error('insert gave no row')
  return row
}

/** Newest first, without expired ones. */
export function openProposals(db: Db, { place, now }: { place: PromptPlace; now: Date }) {
  return db
    .select()
    .from(promptProposals)
    .where(and(at(place), eq(promptProposals.status, 'open'), gt(promptProposals.expiresAt, now)))
    .orderBy(desc(promptProposals.createdAt))
}

/** This person's proposals since that moment, whatever became of them, newest first. */
export function proposalsBy(db: Db, { place, authorId, since }: { place: PromptPlace; authorId: string; since: Date }) {
  return db
    .select()
    .from(promptProposals)
    .where(and(at(place), eq(promptProposals.authorId, authorId), gt(promptProposals.createdAt, since)))
    .orderBy(desc(promptProposals.createdAt))
}

/** Open proposals of all these companies, oldest first, without archived ones. The platform's are only for 'all'. */
export function openProposalsAmong(db: Db, { companyIds, now }: { companyIds: readonly string[] | 'all'; now: Date }) {
  return db
    .select({
      id: promptProposals.id,
      environmentName: promptProposals.environmentName,
      companyId: promptProposals.companyId,
      companyName: companies.name,
      companySlug: companies.slug,
      appId: promptProposals.appId,
      appName: apps.name,
      appSlug: apps.slug,
      authorId: promptProposals.authorId,
      authorName: promptProposals.authorName,
      comment: promptProposals.comment,
      createdAt: promptProposals.createdAt,
    })
    .from(promptProposals)
    .leftJoin(companies, eq(companies.id, promptProposals.companyId))
    .leftJoin(apps, eq(apps.id, promptProposals.appId))
    .where(
      and(
        eq(promptProposals.status, 'open'),
        gt(promptProposals.expiresAt, now),
        isNull(companies.archivedAt),
        or(isNull(promptProposals.appId), and(isNotNull(apps.id), isNull(apps.archivedAt))),
        companyIds === 'all' ? undefined : inArray(promptProposals.companyId, [...companyIds]),
      ),
    )
    .orderBy(asc(promptProposals.createdAt), asc(promptProposals.id))
}

export async function findOpenProposal(db: Db, which: { id: string; place: PromptPlace; now: Date }) {
  const [row] = await db.select().from(promptProposals).where(isOpen(which))
  return row
}

const isOpen = ({ id, place, now }: { id: string; place: PromptPlace; now: Date }) =>
  and(at(place), eq(promptProposals.id, id), eq(promptProposals.status, 'open'), gt(promptProposals.expiresAt, now))

export async function lockOpenProposal(db: Db, which: { id: string; place: PromptPlace; now: Date }) {
  const [row] = await db.select().from(promptProposals).where(isOpen(which)).for('no key update')
  return row
}

type Decision = {
  id: string
  status: 'approved' | 'rejected' | 'withdrawn' | 'overtaken'
  decidedByName: string
  reason?: string | null
  now: Date
}

export async function decideProposal(db: Db, { id, status, decidedByName, reason = null, now }: Decision) {
  await db
    .update(promptProposals)
    .set({ status, decidedByName, decidedAt: now, decisionReason: reason })
    .where(eq(promptProposals.id, id))
}
