import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Db } from '../client'
import { promptProposals } from '../schema/prompts'
import type { PromptPlace } from './prompts'

const at = ({ scopeKind, environmentName, companyId, appId }: PromptPlace) =>
  and(
    eq(promptProposals.scopeKind, scopeKind),
    eq(promptProposals.environmentName, environmentName),
    sql`${promptProposals.companyId} = ${companyId}`,
    appId ? eq(promptProposals.appId, appId) : isNull(promptProposals.appId),
  )

export async function insertProposal(db: Db, proposal: typeof promptProposals.$inferInsert) {
  const [row] = await db.insert(promptProposals).values(proposal).returning()
  if (!row) throw new Error('insert gave no row')
  return row
}

/** Newest first; those whose time is over are no longer open. */
export function openProposals(db: Db, { place, now }: { place: PromptPlace; now: Date }) {
  return db
    .select()
    .from(promptProposals)
    .where(and(at(place), eq(promptProposals.status, 'open'), gt(promptProposals.expiresAt, now)))
    .orderBy(desc(promptProposals.createdAt))
}

export async function lockOpenProposal(db: Db, { id, place, now }: { id: string; place: PromptPlace; now: Date }) {
  const [row] = await db
    .select()
    .from(promptProposals)
    .where(
      and(
        at(place),
        eq(promptProposals.id, id),
        eq(promptProposals.status, 'open'),
        gt(promptProposals.expiresAt, now),
      ),
    )
    .for('no key update')
  return row
}

export async function decideProposal(
  db: Db,
  {
    id,
    status,
    decidedByName,
    now,
  }: { id: string; status: 'approved' | 'rejected' | 'withdrawn' | 'overtaken'; decidedByName: string; now: Date },
) {
  await db.update(promptProposals).set({ status, decidedByName, decidedAt: now }).where(eq(promptProposals.id, id))
}
