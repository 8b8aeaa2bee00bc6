import { staffStream } from '@/lib/staff/sign-in/staff-stream'
import { demoCompanyTopic } from './demo-company'
import { type ArrivedPush, listPushes } from './list-pushes'

type Asked = { environmentId: string; addresses: string[]; after: Date }

/** A row's time is the start of its transaction, so an older row may become visible later. */
const overlapMs = 5_000

/** Streams each push to the phone's addresses, from `after` on, as it arrives. */
export function pushStream(opened: Parameters<typeof staffStream>[0], { environmentId, addresses, after }: Asked) {
  const sent = new Set<string>()
  let newest = after

  return staffStream(opened, {
    kinds: ['simulated_push'],
    concerns: ({ tokens }) => tokens.some((token) => addresses.includes(token)),
    async look(ctx) {
      const since = new Date(newest.getTime() - overlapMs)
      const found = await listPushes(ctx, { environmentId, addresses, after: since })
      const fresh = found.filter(({ id }) => !sent.has(id))
      for (const { id, at } of fresh) {
        sent.add(id)
        if (at > newest) newest = at
      }
      return { events: fresh.map(eventOf) }
    },
  })
}

function eventOf({ topic, at, ...push }: ArrivedPush) {
  return { ...push, isApns: topic !== demoCompanyTopic, payload: push.payload ?? {}, at: at.getTime() }
}
