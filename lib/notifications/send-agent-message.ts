import { z } from 'zod'
import { newId } from '@/db/new-id'
import { findSendingEnvironment } from '@/db/queries/deliveries/recipients'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'
import { storableText } from '@/lib/text/storable-text'
import { User } from '@/lib/user'
import { createNotification } from './create-notification'

export const SendAgentMessage = inEnvironment({
  type: z.enum(['live', 'proactive']).default('live'),
  user: User,
  conversationId: storableText(200),
  title: storableText(1000),
  body: storableText(4000),
  unread: z.int().min(0).max(99_999).optional(),
})

/** Sends what the platform would send when an agent writes to the demo phone. Never goes to real phones. */
export const sendAgentMessage = command('simulator.use', SendAgentMessage, async ({ db, staff, input }) => {
  const { environmentId, user, ...message } = input
  const environment = await findSendingEnvironment(db, { environmentId })
  if (environment?.apnsServer !== 'simulator')
    throw new Refused('conflict', 'This environment sends to real phones, so you can’t write as the agent here.')
  const created = await createNotification(db, {
    environment: { id: environmentId },
    ...message,
    externalId: `agent-${newId()}`,
    to: { user },
    actor: { kind: 'staff', id: staff.id, name: staff.name },
  })
  const { id } = created.notification
  return {
    result: created,
    audit: { subject: { kind: 'notification', id }, action: 'simulator.agent_message' },
  }
})
