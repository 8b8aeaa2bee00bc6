import { z } from 'zod'
import { lockCompany, setRequiresApproval } from '@/db/queries/environment-settings'
import { command } from '../command'
import { Refused } from '../errors'
import { inCompany } from '../scope'

/** Whether a second person must approve a change of the prompt in production. */
export const SetFourEyes = inCompany({ requiresApproval: z.boolean() })

export const setFourEyes = command('company.change', SetFourEyes, async ({ db, input }) => {
  const { companyId, requiresApproval } = input
  const company = await lockCompany(db, { companyId })
  if (!company) throw new Refused('not-found', 'This company doesn’t exist.')
  if (company.requiresApproval === requiresApproval)
    throw new Refused('conflict', `Approval is already ${requiresApproval ? 'required' : 'not required'} here.`)
  await setRequiresApproval(db, { companyId, requiresApproval })
  return {
    result: undefined,
    audit: {
      subject: { kind: 'company', id: companyId, name: company.name },
      before: { requiresApproval: company.requiresApproval },
      after: { requiresApproval },
    },
  }
})
