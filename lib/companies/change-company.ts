import { changeCompanyRow, lockCompanyRow } from '@/db/queries/archive'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inCompany } from '@/lib/scope'
import { CompanyName } from './names'

export const ChangeCompany = inCompany({ name: CompanyName })

/** Renames a company. Its slug stays, because URLs and API clients use it. */
export const changeCompany = command('company.change', ChangeCompany, async ({ db, input: { companyId, name } }) => {
  const before = await lockCompanyRow(db, { companyId })
  if (!before) throw new Refused('not-found', 'This company doesn’t exist.')
  if (before.name === name) throw new Refused('conflict', 'The company already has this name.')
  await changeCompanyRow(db, { companyId, name })
  return {
    result: { ...before, name },
    audit: {
      action: 'company.rename',
      subject: { kind: 'company', id: companyId, name },
      before: { name: before.name },
      after: { name },
    },
  }
})
