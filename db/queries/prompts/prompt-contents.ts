import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { asJsonb } from '@/db/raw'
import { apps, environments } from '@/db/schema/companies'
import { promptConfigurations, promptProposals, promptRevisions } from '@/db/schema/prompts'

const tables = { configurations: promptConfigurations, revisions: promptRevisions, proposals: promptProposals }
type Where = keyof typeof tables
export type StoredContent = { where: Where; id: string; content: unknown }

/**
 * Every prompt configuration, revision, and proposal of the environment's company that has one of these texts as a
 * whole string. Locks the rows until the transaction ends.
 */
export async function contentsNaming(db: Db, { environmentId, names }: { environmentId: string; names: string[] }) {
  const company = db
    .select({ id: apps.companyId })
    .from(environments)
    .innerJoin(apps, eq(apps.id, environments.appId))
    .where(eq(environments.id, environmentId))
  const configurations = db
    .select({ id: promptConfigurations.id })
    .from(promptConfigurations)
    .where(inArray(promptConfigurations.companyId, company))
  const ofCompany = {
    configurations: inArray(promptConfigurations.id, configurations),
    revisions: inArray(promptRevisions.configurationId, configurations),
    proposals: inArray(promptProposals.companyId, company),
  }
  const found: StoredContent[] = []
  for (const where of ['configurations', 'revisions', 'proposals'] as const) {
    const { id, content } = tables[where]
    const isNaming = sql`exists (select from jsonb_array_elements(${asJsonb(names)}) as name
      where strpos(${content}::text, name::text) > 0)`
    const rows = await db
      .select({ id, content })
      .from(tables[where])
      .where(and(ofCompany[where], isNaming))
      .orderBy(id)
      .for('no key update')
    found.push(...rows.map((row) => ({ where, ...row })))
  }
  return found
}

export async function rewriteContent(db: Db, { where, id, content }: StoredContent) {
  const table = tables[where]
  await db.update(table).set({ content }).where(eq(table.id, id))
}
