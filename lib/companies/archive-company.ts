import { changeCompanyRow, lockCompanyRow } from '@/db/queries/archive'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { archivedToo, inCompany } from '@/lib/scope'
import { companyFacts } from './company-facts'
import { refuseWaiting } from './refuse-waiting'
import { tellApp } from './tell-app'

/** Stops all of the company's apps, as if each were archived. Nothing is deleted. */
export const archiveCompany = command(
  'company.archive',
  inCompany(archivedToo),
  async ({ db, staff, input: { companyId } }) => {
    const company = await lockCompanyRow(db, { companyId })
    if (!company) throw new Refused('not-found', 'This company doesn’t exist.')
    if (company.archivedAt) throw new Refused('conflict', 'The company is already archived.')
    await refuseWaiting(db, { companyId })
    const archivedAt = new Date()
    await changeCompanyRow(db, { companyId, archivedAt })
    await tellApp(db, { companyId })
    return {
      result: companyFacts({ ...company, archivedAt }, staff),
      audit: {
        subject: { kind: 'company', id: companyId, name: company.name },
        before: { isArchived: false },
        after: { isArchived: true },
      },
    }
  },
)
