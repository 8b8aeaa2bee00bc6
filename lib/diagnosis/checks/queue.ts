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
  if (blameOf(route) !== 'queue') return { status: 'ok', sentence: 'Yes: a worker took it.', facts }
  if (delivery.state === 'queued' || delivery.state === 'sending') {
    const waitedMs = now.getTime() - delivery.createdAt.getTime()
    if (waitedMs < patienceMs)
      return {
        status: 'stopped',
        sentence: 'Not yet: it came this minute and is about to be sent.',
        facts,
        nextAction: 'Wait a moment and look again.',
      }
    return {
      status: 'stopped',
      sentence: 'It waits in the queue, longer than it should.',
      facts,
      nextAction: toDo(reader, {
        manager:
          'Look at the overview: it says how long the queue is and whether workers run. Earlier messages of the same conversation go first.',
        others: 'Tell the integration manager that messages wait in the queue.',
      }),
    }
  }
  return {
    status: 'stopped',
    sentence: 'It expired before it could be sent.',
    facts: [...facts, factAt('Ended', delivery.endedAt)],
    nextAction: 'Send a new message if it’s still relevant.',
  }
}
