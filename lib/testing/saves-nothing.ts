import { expect } from 'vitest'
import type { Db } from '@/db/client'
import { pageOfAudit } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import type { StaffContext } from '@/lib/context'
import type { Refused } from '@/lib/errors'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import { promptWorkspace, revisionsAt } from './prompt-workspace'

/** Expects a refusal with this reason at this field, and no new revision, list, or audit entry. */
export async function savesNothing(
  act: (manager: StaffContext, at: PlaceInput) => Promise<unknown>,
  field: string,
  reason: RegExp,
) {
  await inRollback(async (db) => {
    const { app, company, manager } = await promptWorkspace(db)
    const at = { appId: app.id, environmentName: 'sandbox' } as const
    const refused: Refused = await act(manager, at).then(
      () => expect.fail('it was taken'),
      (error: Refused) => error,
    )
    expect(refused).toMatchObject({
      reason: 'invalid',
      fields: { [field]: expect.arrayContaining([expect.stringMatching(reason)]) },
    })
    const place = { scopeKind: 'app', companyId: company.id, ...at } as const
    expect(await revisionsAt(db, place)).toEqual([])
    expect(await listsOf(db, company.id)).toEqual([])
    expect(await pageOfAudit(db, { companyIds: [company.id], limit: 10 })).toEqual([])
  })
}

const listsOf = (db: Db, companyId: string) =>
  db.query.promptLists.findMany({ where: (list, { eq }) => eq(list.companyId, companyId) })
