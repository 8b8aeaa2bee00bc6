import { changeCompanyRow, lockCompanyRow } from '@/db/queries/archive'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { archivedToo, inCompany } from '@/lib/scope'
import { companyFacts } from './company-facts'
import { tellApp } from './tell-app'

/** Restores a company with its apps, except those that were archived separately. */
export const restoreCompany = command(
  'company.archive',
  inCompany(archivedToo),
  async ({ db, staff, input: { companyId } }) => {
    const company = await lockCompanyRow(db, { companyId })
    if (!company) throw new Refused('not-found', 'This company doesn’t exist.')
    if (!company.archivedAt) throw new Refused('conflict', 'The company isn’t archived.')
    await changeCompanyRow(db, { companyId, archivedAt: null })
    await tellApp(db, { companyId })
    return {
      result: companyFacts({ ...company, archivedAt: null }, staff),
      audit: {
        action: 'company.restore',
        subject: { kind: 'company', id: companyId, name: company.name },
        before: { isArchived: true },
        after: { isArchived: false },
      },
    }
  },
)
