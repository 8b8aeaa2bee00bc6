import { expect, it } from 'vitest'
import { AskedJobs } from './asked-jobs'
import type { Gate, Job, Passage } from './job'

/** Asks the gate about jobs with these IDs. `told` lists each job's passage, in order. */
function asked(passageOf: (id: string) => Passage) {
  const told: string[] = []
  let tellAll: () => void = () => undefined
  const all = new Promise<void>((resolve) => {
    tellAll = resolve
  })
  const jobs = new AskedJobs({
    told(job, passage) {
      told.push(`${job.request.id}: ${passage}`)
      if (passage === 'ask_again') tellAll()
    },
    next: () => told.push('next'),
  })
  const gate: Gate = {
    async ask(_ids, answer) {
      answer(passageOf)
    },
    returned: () => undefined,
  }
  return { jobs, told, all, ask: (...ids: string[]) => jobs.ask(gate, ids.map(jobOf)) }
}

const request = {
  deviceToken: 'ab',
  topic: 'com.example.app',
  pushType: 'alert',
  priority: '10',
  expiration: 0,
  collapseId: 'one',
  payload: Buffer.from('{}'),
}
const counts = { sequence: 0, queuedUntil: 0, refusals: 0, renewals: 0, movings: 0 }
const jobOf = (id: string): Job => ({
  request: { id, ...request },
  settle: () => undefined,
  fail: () => undefined,
  ...counts,
})

it('asks about other jobs while a job that is being changed waits', async () => {
  const { jobs, told, all, ask } = asked((id) => (id === 'held' ? 'ask_again' : 'go'))
  await ask('held', 'first')
  expect(told).toEqual(['first: go', 'next'])
  expect(jobs.isAsking).toBe(false)
  expect(jobs).toHaveLength(1)
  await ask('second')
  await all
  expect(told).toEqual(['first: go', 'next', 'second: go', 'next', 'held: ask_again', 'next'])
  expect(jobs).toHaveLength(0)
})

it('returns the waiting jobs when it stops', async () => {
  const { jobs, ask } = asked(() => 'ask_again')
  await ask('held')
  expect(jobs.stop().map(({ request }) => request.id)).toEqual(['held'])
  expect(jobs).toHaveLength(0)
})
