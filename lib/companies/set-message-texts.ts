import { lockCompanyRow } from '@/db/queries/archive'
import { changeMessageTexts } from '@/db/queries/deliveries/message-texts'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inCompany } from '@/lib/scope'
import { MessageTextDays } from './message-text-days'

/** Covers messages that are being written with the old setting while it changes. */
const underWayMs = 60_000

/** Sets how long message texts are kept, including those of existing messages. */
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
