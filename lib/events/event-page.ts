import { z } from 'zod'
import type { Db } from '@/db/client'
import { type EventPlace, eventPlaceAt, eventPlaceBefore } from '@/db/queries/events/positions'
import { eventsAfter } from '@/db/queries/events/read-events'
import { recordsEvents } from '@/db/queries/events/recording'
import { eventTypes } from '@/db/schema/values'
import { Refused } from '@/lib/errors'
import { Instant } from '@/lib/instant'
import { limitUpTo, someOf } from '@/lib/paging/query-parameters'
import { PublicEvent, publicEvent } from './public-event'

/** Events scanned per page: a page of a rare type may take several requests, each of them fast. */
const lookMax = 2_000

/** A cursor such as `1234.56`, from an earlier page. */
const EventCursor = z
  .string()
  .regex(/^\d{1,18}\.\d{1,18}$/, 'This isn’t a cursor from an earlier page.')
  .transform((text): EventPlace => {
    const [position = '0', number = '0'] = text.split('.')
    return { position, number }
  })

const notAhead = 'Is in the future. Use a time in the past.'

/** The past time from which events are wanted. */
export const SinceTime = Instant.transform((text) => new Date(text)).refine(
  (at) => at.getTime() <= Date.now() + 60_000,
  notAhead,
)

export const ReadEvents = z.strictObject({
  types: someOf(z.enum(eventTypes), `One of ${eventTypes.join(', ')}.`),
  since: SinceTime.optional().meta({ description: 'Recorded at this time or later.' }),
  cursor: EventCursor.optional().meta({
    description:
      '`cursor` of the previous page. Without `cursor` and `since`, the first page starts with the oldest stored event.',
  }),
  limit: limitUpTo(500),
})
type ReadEvents = z.output<typeof ReadEvents>

export const EventPage = z
  .object({
    events: z.array(PublicEvent).meta({ description: 'The receipts, in the order in which Pushdesk recorded them.' }),
    cursor: z.string().meta({
      description:
        'Store it, and pass it with the next call. Every page has a cursor, even an empty page. A cursor stays valid.',
      examples: ['81244.1093'],
    }),
    hasMore: z
      .boolean()
      .meta({ description: 'Whether more events are ready. This can be true even for an empty page.' }),
  })
  .meta({ id: 'EventPage' })

/** Returns the next events of an environment, oldest first. */
export async function eventPage(
  db: Db,
  { environmentId, cursor, since, types, limit }: ReadEvents & { environmentId: string },
): Promise<z.output<typeof EventPage>> {
  if (!(await recordsEvents(db, { environmentId }))) throw notRecorded()
  const after = cursor ?? (since ? await eventPlaceAt(db, { at: since }) : eventPlaceBefore('0'))
  const { events, place, isMore } = await eventsAfter(db, { environmentId, after, types, since, limit, lookMax })
  return { events: events.map(publicEvent), cursor: `${place.position}.${place.number}`, hasMore: isMore }
}

const notRecorded = () =>
  new Refused(
    'conflict',
    'This environment doesn’t record events. Turn recording on in Settings › Event webhooks, or with PATCH …/events of the management API.',
    {},
    'events_off',
  )
