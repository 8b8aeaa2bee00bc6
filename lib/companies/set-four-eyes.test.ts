import { expect, it } from 'vitest'
import { makeCompany } from '@/db/factories'
import { entriesAbout } from '@/db/queries/audit'
import { inRollback } from '@/db/testing'
import { signedIn } from '../testing/contexts'
import { setFourEyes } from './set-four-eyes'

it('changes whether production needs an approval, refuses what changes nothing, and tells the audit what was', () =>
  inRollback(async (db) => {
    const { id: companyId } = await makeCompany(db)
    const admin = await signedIn(db, { role: 'admin' })
    await setFourEyes(admin, { companyId, requiresApproval: true })
    await expect(setFourEyes(admin, { companyId, requiresApproval: true })).rejects.toMatchObject({
      reason: 'conflict',
    })
    await setFourEyes(admin, { companyId, requiresApproval: false })
    const entries = await entriesAbout(db, { subjectKind: 'company', subjectId: companyId })
    expect(entries.map(({ before, after }) => [before, after])).toEqual(
      expect.arrayContaining([
        [{ requiresApproval: false }, { requiresApproval: true }],
        [{ requiresApproval: true }, { requiresApproval: false }],
      ]),
    )
    expect(entries).toHaveLength(2)
  }))

it('is for admins alone', () =>
  inRollback(async (db) => {
    const { id: companyId } = await makeCompany(db)
    const manager = await signedIn(db, { role: 'integration_manager', companyIds: [companyId] })
    await expect(setFourEyes(manager, { companyId, requiresApproval: true })).rejects.toMatchObject({
      reason: 'forbidden',
    })
  }))
