import { describe, expect, it } from 'vitest'
import type { Gate, Passage } from '@/lib/apns/transport/job'
import { Departures, Withdrawn } from './departure'

/** A gate that answers a question only when told to. */
function heldGate(passageOf: (id: string) => Passage = () => 'go') {
  const questions: { ids: string[]; answer: () => void; fail: (error: Error) => void }[] = []
  const gate: Gate = {
    ask: (ids, answer) =>
      new Promise((resolve, reject) => {
        const answered = () => {
          answer(passageOf)
          resolve()
        }
        questions.push({ ids, answer: answered, fail: reject })
      }),
    returned: () => undefined,
  }
  return { gate, questions, asked: () => questions.map(({ ids }) => ids) }
}

/** Lets answered requests proceed. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('concurrent requests', () => {
  it('ask the gate together: the first at once, later ones in one question', async () => {
    const { gate, questions, asked } = heldGate()
    const departures = new Departures(gate)
    const left: string[] = []
    const all = ['a', 'b', 'c'].map((id) => departures.of(id)(() => left.push(id)))
    expect(asked()).toEqual([['a']])
    questions[0]?.answer()
    await settled()
    expect(left).toEqual(['a'])
    expect(asked()).toEqual([['a'], ['b', 'c']])
    questions[1]?.answer()
    await Promise.all(all)
    expect(left).toEqual(['a', 'b', 'c'])
  })

  it('aren’t held up by one that is withdrawn or can’t be written', async () => {
    const { gate, questions } = heldGate((id) => (id === 'withdrawn' ? 'withdrawn' : 'go'))
    const departures = new Departures(gate)
    const left: string[] = []
    const first = departures.of('first')(() => left.push('first'))
    const withdrawn = departures.of('withdrawn')(() => left.push('withdrawn'))
    const broken = departures.of('broken')(() => {
      throw new Error('the connection is gone')
    })
    const last = departures.of('last')(() => left.push('last'))
    const refused = [expect(withdrawn).rejects.toBeInstanceOf(Withdrawn), expect(broken).rejects.toThrow('is gone')]
    questions[0]?.answer()
    await settled()
    questions[1]?.answer()
    await Promise.all([first, last, ...refused])
    expect(left).toEqual(['first', 'last'])
  })

  it('fail together with their question, and later ones ask again', async () => {
    const { gate, questions } = heldGate()
    const departures = new Departures(gate)
    const first = departures.of('first')(() => undefined)
    const second = departures.of('second')(() => undefined)
    const failed = expect(first).rejects.toThrow('the database is away')
    questions[0]?.fail(new Error('the database is away'))
    await failed
    await settled()
    questions[1]?.answer()
    await second
  })
})
