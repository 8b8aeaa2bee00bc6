import { z } from 'zod'
import { RecordPromptEvents, recordPromptEvents } from '@/lib/prompts/record-prompt-events'
import { json } from './answers'
import { endpoint } from './endpoint'
import type { Gateway } from './gateway'

const Recorded = z
  .object({
    recorded: z.int().meta({ description: 'Events that are new.' }),
    repeated: z.int().meta({ description: 'Events whose id was known; they are counted once.' }),
  })
  .meta({ id: 'PromptEventsRecorded' })

export function registerPromptEvents(gateway: Gateway) {
  endpoint(
    gateway,
    {
      method: 'post',
      path: '/api/v1/prompt/events',
      takes: 'publishable',
      operationId: 'recordPromptEvents',
      tag: 'Prompt',
      summary: 'Say what the prompt did',
      description: 'Up to 100 events at once. Sending the same event again is harmless.',
      body: RecordPromptEvents,
      answers: { 200: { description: 'They are recorded.', schema: Recorded } },
    },
    async (ctx, { body }) => json(await recordPromptEvents(ctx, body)),
  )
}
