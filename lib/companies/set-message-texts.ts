import { lockCompanyRow } from '@/db/queries/archive'
import { changeMessageTexts } from '@/db/queries/deliveries/message-texts'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inCompany } from '@/lib/scope'
import { MessageTextDays } from './message-text-days'

/** What was being written when the setting changed, by the old one. */
const underWayMs = 60_000

/** How long the texts of messages are kept: also of those that are there. */
export const setMessageTexts = command(
  'company.change',
  inCompany({ messageTextDays: MessageTextDays }),
  async ({ db, input: { companyId, messageTextDays } }) => {
    const company = await lockCompanyRow(db, { companyId })
    if (!company) throw new Refused('not-found', 'This company doesn’t exist.')
    const before = company.messageTextDays
    if (before === messageTextDays)
      throw new Refused('conflict', 'Nothing to save: message texts are already kept for that long.')
    await changeMessageTexts(db, { companyId, messageTextDays, before: new Date(Date.now() + underWayMs) })
    return {
      result: { messageTextDays },
      audit: {
        subject: { kind: 'company', id: companyId, name: company.name },
        before: { messageTextDays: before },
        after: { messageTextDays },
      },
    }
  },
)
