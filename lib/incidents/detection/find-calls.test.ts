import { describe, expect, it } from 'vitest'
import { inRollback } from '@/db/testing'
import { here } from './testing/here'

describe('rejected calls of a small app', () => {
  it('open an incident after five in five minutes', () =>
    inRollback(async (db) => {
      const { calls, look } = await here(db)
      for (const minute of [0, 1, 2, 3]) {
        await calls('registration', 'identity_token_invalid', 1, minute * 60)
        expect(await look(minute * 60 + 5)).toEqual([])
      }
      await calls('registration', 'identity_token_invalid', 1, 240)
      expect(await look(245)).toEqual(['registrations_refused'])
    }))

  it('keep an incident open while every other call is rejected', () =>
    inRollback(async (db) => {
      const { calls, look } = await here(db)
      for (let minute = 0; minute < 20; minute += 1) {
        await calls('registration', 'identity_token_invalid', 1, minute * 60)
        await calls('registration', null, 1, minute * 60 + 15)
        for (const later of [20, 35, 50])
          expect(await look(minute * 60 + later)).toEqual(minute < 4 ? [] : ['registrations_refused'])
      }
    }))

  it('open no incident if most calls succeed', () =>
    inRollback(async (db) => {
      const { calls, look } = await here(db)
      await calls('registration', null, 8, -200)
      await calls('registration', 'identity_token_invalid', 6, -100)
      expect(await look(0)).toEqual([])
    }))
})
