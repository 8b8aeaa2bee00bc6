import { expect, it } from 'vitest'
import { makePlace } from '@/db/incident-factories'
import { putRefusedCalls } from '@/db/queries/refused-calls'
import { inRollback } from '@/db/testing'
import { whoIsAffected } from './affected-by'

const since = new Date('2026-03-01T12:00:00Z')
const after = (seconds: number) => new Date(since.getTime() + seconds * 1_000)

it('of refused calls are the customers whose calls were refused since it began', () =>
  inRollback(async (db) => {
    const { environmentId } = await makePlace(db)
    const refused = (customer: string, call: string, seconds: number, code = 'identity_token_invalid') => ({
      ...{ environmentId, customer, call, code, lastAt: after(seconds) },
      ...({
        namedAs: 'user',
        keyKind: 'publishable',
        status: 401,
        field: '',
        detail: '',
        requestId: 'request',
      } as const),
    })
    const [devices, flags] = ['PUT /api/v1/devices', 'POST /ofrep/v1/evaluate/flags']
    await putRefusedCalls(db, {
      rows: [
        refused('one', devices, 1),
        refused('one', devices, 2, 'key_invalid'),
        refused('two', devices, 3),
        refused('three', flags, 3),
        refused('long ago', devices, -7_200),
      ],
    })
    const affected = async (cause: 'registrations_refused' | 'evaluations_refused') =>
      (await whoIsAffected(db, { cause, environmentId, facts: {}, since })).affected
    expect(await affected('registrations_refused')).toEqual({ customers: 2, waiting: 0, lost: 0 })
    expect(await affected('evaluations_refused')).toEqual({ customers: 1, waiting: 0, lost: 0 })
  }))
