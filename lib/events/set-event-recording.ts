import { z } from 'zod'
import { hasEventWebhooks, setEventsSince } from '@/db/queries/events/recording'
import { lockEnvironment } from '@/db/queries/settings/environment-settings'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'

export const SetEventRecording = inEnvironment({ isOn: z.boolean('Must be true or false.') })

/** Turns event recording on or off. Only events that happen while it is on are available to the API and webhooks. */
export const setEventRecording = command('event_webhook.change', SetEventRecording, async ({ db, input, scope }) => {
  const { environmentId, isOn } = input
  const environment = await lockEnvironment(db, { environmentId })
  if (!environment) throw new Refused('not-found', 'This environment doesn’t exist.')
  const wasOn = environment.eventsSince !== null
  if (wasOn === isOn)
    throw new Refused('conflict', `Nothing to save: recording of events is already ${isOn ? 'on' : 'off'}.`)
  if (!isOn && (await hasEventWebhooks(db, { environmentId })))
    throw new Refused('conflict', 'Delete the event webhooks first. Without recorded events there’s nothing to send.')
  await setEventsSince(db, { environmentId, since: isOn ? new Date() : null })
  return {
    result: { isOn },
    audit: {
      action: 'event_webhook.set_recording',
      subject: { kind: 'environment', id: environmentId, name: scope.environmentName },
      before: { isOn: wasOn },
      after: { isOn },
    },
  }
})
