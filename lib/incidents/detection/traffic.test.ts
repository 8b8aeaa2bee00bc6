import { describe, expect, it } from 'vitest'
import { inRollback } from '@/db/testing'
import { at, here } from './testing/here'

describe('traffic that stops', () => {
  it('stays an incident for hours, until more than a few deliveries are sent again', () =>
    inRollback(async (db) => {
      const { hours, alive, attempts, look } = await here(db)
      const lookAlive = async (second: number) => {
        await alive(second)
        return look(second)
      }
      await hours([600, 600, 600, 600])
      await attempts(50, null, 300)
      expect(await lookAlive(600)).toEqual([])
      expect(await lookAlive(910)).toEqual(['traffic_stopped'])
      for (let hour = 1; hour <= 12; hour += 1)
        for (const later of [60, 63, 75]) expect(await lookAlive(hour * 3_600 + later)).toEqual(['traffic_stopped'])
      for (const second of [50_000, 50_015]) expect(await look(second)).toEqual(['traffic_stopped'])
      await attempts(3, null, 50_020)
      for (const second of [50_030, 50_045]) expect(await lookAlive(second)).toEqual(['traffic_stopped'])
      await attempts(20, null, 50_050)
      await lookAlive(50_060)
      expect(await lookAlive(50_075)).toEqual(['traffic_stopped closed'])
    }))

  const [day, week] = [86_400, 7 * 86_400]
  it.each([
    ['none a day before: the evening', [[day, [400, 400, 0, 0]]], []],
    ['only some a day before', [[day, [400, 400, 70, 10]]], []],
    ['as much a day before', [[day, [400, 400, 400, 400]]], ['traffic_stopped']],
    [
      'none a day before and much a week before: a Monday',
      [
        [day, [0, 0, 0, 0]],
        [week, [400, 400, 400, 400]],
      ],
      ['traffic_stopped'],
    ],
    [
      'much a day before and none a week before: a Saturday',
      [
        [day, [400, 400, 400, 400]],
        [week, [400, 400, 0, 0]],
      ],
      [],
    ],
  ] as [string, [number, number[]][], string[]][])(
    'opens an incident only when it is unusual, in hours that had %s',
    (_, history, causes) =>
      inRollback(async (db) => {
        const { hours, alive, look } = await here(db)
        await hours([400, 300, 500])
        for (const [ago, counts] of history) await hours(counts, at(2 * 3_600 - ago))
        await alive(700)
        expect(await look(700)).toEqual(causes)
      }),
  )
})

it('sums each past hour once, however often the detector runs', () =>
  inRollback(async (db) => {
    const { environmentId, attempts, calls, look } = await here(db)
    await attempts(30, null, -1_800)
    await attempts(5, 'timeout', -1_200)
    await calls('registration', null, 7, -900)
    for (const second of [40, 43, 3_700]) await look(second)
    const rows = await db.query.trafficHours.findMany({ where: (row, { eq }) => eq(row.environmentId, environmentId) })
    expect(rows.map(({ hour, kind, count }) => [hour, kind, count])).toEqual(
      expect.arrayContaining([
        [at(-3_600), 'accepted', 30],
        [at(-3_600), 'not_accepted', 5],
        [at(-3_600), 'call', 7],
      ]),
    )
    expect(rows).toHaveLength(3)
  }))
