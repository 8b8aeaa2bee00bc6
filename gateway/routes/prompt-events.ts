import { z } from 'zod'
import { endpoint } from '@/gateway/endpoint'
import type { Gateway } from '@/gateway/gateway'
import { PromptEvent, RecordPromptEvents, recordPromptEvents } from '@/lib/prompts/serving/record-prompt-events'

/** The verb checks each event separately; this schema checks the list. */
const PromptEvents = z.strictObject({ events: z.array(PromptEvent).min(1).max(100) }).meta({ id: 'PromptEvents' })

const Recorded = z
  .object({
    recorded: z.int().meta({ description: 'New events.' }),
    repeated: z.int().meta({ description: 'Events whose ID was known. Pushdesk counts them once.' }),
    refused: z
      .array(
        z.object({
          index: z.int().meta({ description: 'The place in `events`, from 0.' }),
          id: z.string().optional(),
          errors: z.array(z.object({ path: z.string(), message: z.string() })),
        }),
      )
      .optional()
      .meta({ description: 'Invalid events with the reason. Don’t send them again.' }),
  })
  .meta({ id: 'PromptEventsRecorded' })

export function registerPromptEvents(gateway: Gateway) {
  endpoint(
    gateway,
    {
      verb: recordPromptEvents,
      method: 'post',
      path: '/api/v1/prompt/events',
      keepsRefusals: true,
      operationId: 'recordPromptEvents',
      tag: 'Prompt',
      summary: 'Record prompt events',
      description:
        'Up to 100 events at once. Sending the same event again is harmless. Pushdesk refuses only the invalid events. The call fails only if all events are invalid.',
      body: RecordPromptEvents,
      describedBody: PromptEvents,
      leaves: ['events'],
      answers: {
        200: { description: 'The number of new and repeated events, and the invalid ones.', schema: Recorded },
      },
    },
    async (act, { body }) => ({ status: 200, body: await act(body) }),
  )
}
