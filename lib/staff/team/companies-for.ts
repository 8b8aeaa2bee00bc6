import type { Db } from '@/db/client'
import { companiesByName } from '@/db/queries/workspace'
import type { Role } from '@/db/schema/staff'
import { Refused } from '@/lib/errors'

/** Admins see every company and are assigned to none; everyone else needs at least one that exists. */
export async function companiesFor(db: Db, { role, companyIds }: { role: Role; companyIds: string[] }) {
  if (role === 'admin') return []
  const wanted = [...new Set(companyIds)]
  const known = await companiesByName(db, { companyIds: wanted })
  if (known.length === 0 || known.length < wanted.length)
    throw new Refused('invalid', 'Choose the companies this person can access.', {
      companyIds: ['Choose at least one company.'],
    })
  return wanted
}
