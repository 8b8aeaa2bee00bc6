import { describe, expect, it } from 'vitest'
import { makeCompany, makeEnvironment } from '@/db/factories'
import { simulatedFaultsOf } from '@/db/queries/simulator/simulated-faults'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { Fault } from '@/lib/apns/simulator/faults/faults'
import { signedIn } from '@/lib/testing/contexts'
import { faultOf } from './custom-fault'
import { customFaultKinds } from './custom-fault-labels'
import { listFaults } from './list-faults'
import { turnOffFault } from './turn-off-fault'
import { turnOnFault } from './turn-on-fault'
import { turnOnPreset } from './turn-on-preset'

describe('faults of a simulated environment', () => {
  it('can be turned on and off, and the audit log names the person', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const ctx = await signedIn(db, { role: 'admin' })
      await turnOnPreset(ctx, { environmentId, preset: 'network_cut' })
      await turnOnFault(ctx, { environmentId, kind: 'answer', reason: 'Unregistered', share: 20 })
      const faults = await listFaults(ctx, { environmentId })
      expect(faults.map(({ title }) => title)).toEqual(['Network cut', 'Respond Unregistered, 20% of pushes'])
      for (const { id: faultId } of faults) await turnOffFault(ctx, { environmentId, faultId })
      expect(await listFaults(ctx, { environmentId })).toEqual([])
      const entries = await entriesAbout(db, { subjectKind: 'simulated_fault', subjectId: faults[0]?.id ?? '' })
      expect(entries.map(({ action, actorId }) => [action, actorId])).toEqual(
        ['simulator.turn_off_fault', 'simulator.turn_on_fault'].map((action) => [action, ctx.staff.id]),
      )
    }))

  it('can’t be turned on twice with the same share', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const ctx = await signedIn(db, { role: 'admin' })
      const refused = { reason: 'conflict', message: expect.stringContaining('already on') }
      await turnOnPreset(ctx, { environmentId, preset: 'network_cut' })
      await expect(turnOnPreset(ctx, { environmentId, preset: 'network_cut' })).rejects.toMatchObject(refused)
      const slow = { environmentId, kind: 'slow', share: 20 } as const
      await turnOnFault(ctx, slow)
      await expect(turnOnFault(ctx, slow)).rejects.toMatchObject(refused)
      await turnOnFault(ctx, { ...slow, share: 50 })
      expect(await listFaults(ctx, { environmentId })).toHaveLength(3)
    }))

  it('can’t be turned on in an environment that sends to Apple', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db, { apnsServer: 'apple' })
      const ctx = await signedIn(db, { role: 'admin' })
      await expect(turnOnPreset(ctx, { environmentId, preset: 'dead_tokens' })).rejects.toMatchObject({
        reason: 'conflict',
      })
    }))

  it('can’t be turned on by viewers', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const ctx = await signedIn(db, { role: 'viewer' })
      await expect(turnOnPreset(ctx, { environmentId, preset: 'dead_tokens' })).rejects.toMatchObject({
        reason: 'forbidden',
      })
    }))

  it('can’t be turned on by staff of another company', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const own = await makeCompany(db)
      const ctx = await signedIn(db, { role: 'support', companyIds: [own.id] })
      await expect(turnOnPreset(ctx, { environmentId, preset: 'dead_tokens' })).rejects.toMatchObject({
        reason: 'not-found',
      })
    }))

  it('hit a share of pushes or devices, or whole connections, depending on their kind', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const ctx = await signedIn(db, { role: 'admin' })
      for (const kind of ['reorder', 'rotated_token', 'one_stream'] as const)
        await turnOnFault(ctx, { environmentId, kind, share: 20 })
      expect((await listFaults(ctx, { environmentId })).map(({ title }) => title)).toEqual([
        'Notifications arrive out of order, 20% of pushes',
        'Devices have new tokens, 20% of devices',
        'Allow one push at a time',
      ])
      const kept = (await simulatedFaultsOf(db, { environmentId })).flatMap(({ faults }) => faults)
      expect(kept).toEqual([
        { effect: { kind: 'reorder', ms: 10_000 }, probability: 0.2 },
        { effect: { kind: 'rotated_token' }, tokenShare: 0.2 },
        { effect: { kind: 'streams', max: 1 } },
      ])
    }))

  it.each(customFaultKinds.map(({ value }) => value))('can be %s in a form that the simulator accepts', (kind) => {
    const made = faultOf({ kind, reason: 'Unregistered', share: 50 })
    expect(Fault.safeParse(made?.fault).success).toBe(true)
  })

  it('respond only with reasons that APNs has', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const ctx = await signedIn(db, { role: 'support', companyIds: [] })
      await expect(
        turnOnFault(ctx, { environmentId, kind: 'answer', reason: 'Nonsense', share: 100 }),
      ).rejects.toBeDefined()
      const admin = await signedIn(db, { role: 'admin' })
      await expect(
        turnOnFault(admin, { environmentId, kind: 'answer', reason: 'Nonsense', share: 100 }),
      ).rejects.toMatchObject({
        fields: { reason: [expect.any(String)] },
      })
    }))
})
