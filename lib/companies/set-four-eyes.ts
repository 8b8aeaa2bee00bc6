import { z } from 'zod'
import { setRequiresApproval } from '@/db/queries/environment-settings'
import { command } from '../command'
import { Refused } from '../errors'
import { inCompany } from '../scope'

/** Whether a second person must approve a change of the prompt in production. */
export const SetFourEyes = inCompany({ requiresApproval: z.boolean() })

export const setFourEyes = command('company.change', SetFourEyes, async ({ db, input }) => {
  const company = await setRequiresApproval(db, input)
  if (!company) throw new Refused('not-found', 'There is no such company.')
  return {
    result: undefined,
    audit: {
      subject: { kind: 'company', id: input.companyId, name: company.name },
      before: { requiresApproval: !input.requiresApproval },
      after: { requiresApproval: input.requiresApproval },
    },
  }
})
