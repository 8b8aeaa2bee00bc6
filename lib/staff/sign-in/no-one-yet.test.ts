import { expect, it } from 'vitest'
import { staff } from '@/db/schema/staff'
import { makeStaff } from '@/db/staff-factories'
import { inRollback } from '@/db/testing'
import { noOneYet } from './no-one-yet'

it('tells the operator what to do only while there are no staff members', () =>
  inRollback(async (db) => {
    await db.delete(staff)
    expect(await noOneYet(db)).toMatch(/ADMIN_EMAIL and ADMIN_PASSWORD/)
    await makeStaff(db, { role: 'admin' })
    expect(await noOneYet(db)).toBeUndefined()
  }))
