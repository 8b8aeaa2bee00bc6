import { type CheckAnswer, fact, factAt, type Next, type Reader, type RouteFacts, toDo } from './answers'

export function noWorkerAnswer({ sending, reader }: RouteFacts, facts: CheckAnswer['facts'] = []): CheckAnswer {
  const seenAt = sending.worker?.lastSeenAt
  return {
    status: 'stopped',
    cause: 'no_worker',
    sentence: 'No. No delivery worker is running, so nothing is sent.',
    facts: [seenAt ? factAt('Last worker seen', seenAt) : fact('Last worker seen', 'None'), ...facts],
    next: nextOfNoWorker(reader),
  }
}

export const nextOfNoWorker = (reader: Reader): Next => ({
  who: 'operator',
  act: 'open_health',
  sentence: toDo(reader, {
    manager: 'Ask the operator to start a worker (npm run worker, or npm start).',
    others: 'Tell an admin that no delivery worker is running.',
  }),
})
