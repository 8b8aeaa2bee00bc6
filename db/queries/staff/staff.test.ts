import { expect, it } from 'vitest'
import { unique } from '@/db/factories'
import { makeStaff } from '@/db/staff-factories'
import { inRollback } from '@/db/testing'
import { findOpenInvitationFor, insertInvitation } from './invitations'
import { findStaffByEmail } from './staff'

it('an email matches in capitals, even if the database uses a Turkish collation', () =>
  inRollback(async (db) => {
    const email = `INGRID.ILIC.${unique('i')}@EXAMPLE.COM`
    const person = await makeStaff(db, { email })
    expect(await findStaffByEmail(db, { email: email.toLowerCase() })).toMatchObject({ id: person.id })
    await expect(makeStaff(db, { email: email.toLowerCase() })).rejects.toThrow()
  }))

it('an invitation matches its email in capitals', () =>
  inRollback(async (db) => {
    const email = `INGRID.ILIC.${unique('i')}@EXAMPLE.COM`
    const expiresAt = new Date(Date.now() + 60_000)
    const invited = { email, name: 'Ingrid', role: 'viewer' as const, companyIds: [], tokenHash: unique('hash') }
    const { id } = await insertInvitation(db, { ...invited, expiresAt })
    expect(await findOpenInvitationFor(db, { email: email.toLowerCase(), now: new Date() })).toMatchObject({ id })
  }))
