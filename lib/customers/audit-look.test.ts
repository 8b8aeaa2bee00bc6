import { expect, it } from 'vitest'
import { makeCustomer, makeEnvironment } from '@/db/factories'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { diagnose } from '@/lib/diagnosis/diagnose'
import { signedIn } from '@/lib/testing/contexts'
import { showCustomer } from './show-customer'

it('who looked at a customer is in the audit log, each person once an hour', () =>
  inRollback(async (db) => {
    const { id: environmentId } = await makeEnvironment(db)
    const { id: customerId, userId } = await makeCustomer(db, { environmentId })
    const [ann, ben] = [await signedIn(db, { role: 'admin' }), await signedIn(db, { role: 'admin' })]
    await showCustomer(ann, { environmentId, customerId })
    await showCustomer(ann, { environmentId, customerId })
    await diagnose(ann, { environmentId, customer: userId ?? '' })
    await diagnose(ben, { environmentId, customer: userId ?? '' })
    const entries = await entriesAbout(db, { subjectKind: 'customer', subjectId: customerId })
    expect(entries.map(({ action, actorId }) => [action, actorId]).sort()).toEqual(
      [ann, ben].map(({ staff }) => ['customer.look_up', staff.id]).sort(),
    )
    expect(JSON.stringify(entries)).not.toContain(userId)
  }))
