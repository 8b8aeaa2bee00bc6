import { type Answer, fact, factAt, type RouteFacts, toDo } from '../answers'
import { blameOf } from '../blame'

/** A healthy worker takes a job within a second. */
const patienceMs = 60_000

export function checkQueue(route: RouteFacts): Answer | undefined {
  const { delivery, now, reader } = route
  if (!delivery) return undefined
  const facts = [
    factAt('Queued', delivery.createdAt),
    fact('Attempts', delivery.attemptCount),
    delivery.endedAt ? undefined : factAt('Expires', delivery.expiresAt),
  ]
  if (blameOf(route) !== 'queue') return { status: 'ok', sentence: 'Yes. A worker took it.', facts }
  if (delivery.state === 'queued' || delivery.state === 'sending') {
    const waitedMs = now.getTime() - delivery.createdAt.getTime()
    if (waitedMs < patienceMs)
      return {
        status: 'stopped',
        sentence: 'Not yet. It was created less than a minute ago and is about to be sent.',
        facts,
        nextAction: 'Check again in a moment.',
      }
    return {
      status: 'stopped',
      sentence: 'No. It has been in the queue for over a minute.',
      facts,
      nextAction: toDo(reader, {
        manager:
          'Check Health on the Overview page: it shows the queue and whether a worker is running. Earlier notifications of the same conversation are sent first.',
        others: 'Tell the integration manager that notifications are stuck in the queue.',
      }),
    }
  }
  return {
    status: 'stopped',
    sentence: 'No. It expired before it could be sent.',
    facts: [...facts, factAt('Ended', delivery.endedAt)],
    nextAction: 'Send a new message if it’s still relevant.',
  }
}
