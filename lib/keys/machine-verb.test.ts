import { describe, expect, it } from 'vitest'
import { makeCustomer, makeEnvironment } from '@/db/factories'
import { findCustomerByName } from '@/db/queries/customer-detail'
import { inRollback } from '@/db/testing'
import type { MachineContext } from '@/lib/context'
import { withKey } from '@/lib/testing/contexts'
import { machineCommand, machineQuery } from './machine-verb'

const kinds = ['secret', 'publishable'] as const

describe('a machine verb', () => {
  it.each([
    ['secret', ['secret']],
    ['publishable', ['publishable']],
    ['either', ['secret', 'publishable']],
  ] as const)('that takes %s checks the kind of key before there is any input', (takes, admitted) =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const look = machineQuery({ takes }, () => 'seen')
      const act = machineCommand({ takes }, async () => 'done')
      for (const kind of kinds) {
        const ctx = await withKey(db, { environmentId, kind })
        for (const verb of [look, act])
          if (admitted.some((one) => one === kind)) expect(() => verb.admit(ctx)).not.toThrow()
          else expect(() => verb.admit(ctx)).toThrow(expect.objectContaining({ code: 'wrong_key_kind' }))
      }
    }),
  )
})

/** Writes a row and then fails. */
async function failing(ctx: MachineContext, { userId }: { userId: string }) {
  await makeCustomer(ctx.db, { environmentId: ctx.environment.id, userId })
  throw new Error('later')
}

describe('a machine command', () => {
  it('rolls back when it fails', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const ctx = await withKey(db, { environmentId, kind: 'secret' })
      const act = machineCommand({ takes: 'secret' }, failing)
      await expect(act(ctx, { userId: 'half-done' })).rejects.toThrow('later')
      expect(await findCustomerByName(db, { environmentId, name: 'half-done' })).toBeUndefined()
    }))

  it('doesn’t run for a customer whose identity isn’t proven', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db, { requiresIdentity: true })
      let wasRun = false
      const act = machineCommand(
        { takes: 'either', speaksFor: (user: { id: string }) => user, isWhole: true },
        async () => {
          wasRun = true
        },
      )
      const refused = act(await withKey(db, { environmentId, kind: 'publishable' }), { id: 'someone' })
      await expect(refused).rejects.toMatchObject({ code: 'identity_token_invalid' })
      expect(wasRun).toBe(false)
      await act(await withKey(db, { environmentId, kind: 'secret' }), { id: 'someone' })
      expect(wasRun).toBe(true)
    }))
})
