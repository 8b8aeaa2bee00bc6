import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeCompany } from '@/db/factories'
import { lockCompany } from '@/db/queries/settings/environment-settings'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { holdApprovals } from '@/lib/staff/team/hold-approvals'
import { signedIn } from '@/lib/testing/contexts'
import { setApprovalRequired } from './set-approval-required'

const isRequired = async (db: Db, companyId: string) => (await lockCompany(db, { companyId }))?.requiresApproval

it('is turned on by one admin, only once, and is audited with the previous value', () =>
  inRollback(async (db) => {
    const { id: companyId } = await makeCompany(db)
    const admin = await signedIn(db, { role: 'admin' })
    await setApprovalRequired(admin, { companyId, requiresApproval: true })
    await expect(setApprovalRequired(admin, { companyId, requiresApproval: true })).rejects.toMatchObject({
      reason: 'conflict',
    })
    expect(await entriesAbout(db, { subjectKind: 'company', subjectId: companyId })).toMatchObject([
      { before: { requiresApproval: false }, after: { requiresApproval: true } },
    ])
  }))

it('is turned off by two admins, never by one, however often they ask', () =>
  inRollback(async (db) => {
    const { id: companyId } = await makeCompany(db, { requiresApproval: true })
    const [first, second] = [await signedIn(db, { role: 'admin' }), await signedIn(db, { role: 'admin' })]
    const off = { companyId, requiresApproval: false }
    expect(await setApprovalRequired(first, off)).toEqual({ isAsked: true })
    await expect(setApprovalRequired(first, off)).rejects.toMatchObject({ reason: 'conflict' })
    expect(await isRequired(db, companyId)).toBe(true)
    expect(await setApprovalRequired(second, off)).toEqual({ isAsked: false })
    expect(await isRequired(db, companyId)).toBe(false)
    const entries = await entriesAbout(db, { subjectKind: 'company', subjectId: companyId })
    expect(entries.map(({ action, actorId }) => [action, actorId]).sort()).toEqual(
      [
        ['company.ask_approval_end', first.staff.id],
        ['company.change', second.staff.id],
      ].sort(),
    )
  }))

it('stays on if any admin withdraws the request', () =>
  inRollback(async (db) => {
    const { id: companyId } = await makeCompany(db, { requiresApproval: true })
    const [first, second] = [await signedIn(db, { role: 'admin' }), await signedIn(db, { role: 'admin' })]
    await setApprovalRequired(first, { companyId, requiresApproval: false })
    await setApprovalRequired(second, { companyId, requiresApproval: true })
    expect(await setApprovalRequired(first, { companyId, requiresApproval: false })).toEqual({ isAsked: true })
    expect(await isRequired(db, companyId)).toBe(true)
  }))

it('doesn’t count an admin whose approvals are on hold as the second one', () =>
  inRollback(async (db) => {
    const { id: companyId } = await makeCompany(db, { requiresApproval: true })
    const [first, made] = [await signedIn(db, { role: 'admin' }), await signedIn(db, { role: 'admin' })]
    await holdApprovals(db, { staffId: made.staff.id, because: 'invitation', by: first.staff })
    await setApprovalRequired(first, { companyId, requiresApproval: false })
    await expect(setApprovalRequired(made, { companyId, requiresApproval: false })).rejects.toMatchObject({
      reason: 'forbidden',
      code: 'approvals_held',
    })
    expect(await isRequired(db, companyId)).toBe(true)
  }))

it('is denied to managers', () =>
  inRollback(async (db) => {
    const { id: companyId } = await makeCompany(db)
    const manager = await signedIn(db, { role: 'integration_manager', companyIds: [companyId] })
    await expect(setApprovalRequired(manager, { companyId, requiresApproval: true })).rejects.toMatchObject({
      reason: 'forbidden',
    })
  }))
