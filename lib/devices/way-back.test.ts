import { describe, expect, it } from 'vitest'
import { deviceTokenHex, unique } from '@/db/factories'
import { setDeviceStatus } from '@/db/queries/devices/devices'
import { deviceStatusReasons } from '@/db/schema/customers'
import { roles } from '@/db/schema/staff'
import { inRollback } from '@/db/testing'
import { explainReason, knownReasons } from '@/lib/apns/explanations/explain'
import { nextActionOf } from '@/lib/deliveries/next-action'
import { machineContext } from '@/lib/testing/machine'
import { deregisterDevice } from './deregister-device'
import { registerDevice } from './register-device'
import { wayBack } from './way-back'

const readers = [...roles, 'program'] as const
const isUsable = (reason: string) => reason === 'registered' || reason === 'enabled_by_staff'
const ways = {
  'opens the app': /open the app, which registers/,
  'turns push on': /turn push on there|turn push off and on again/,
}

describe('wayBack', () => {
  it.each(deviceStatusReasons.filter((reason) => !isUsable(reason)))(
    'names a step that does reactivate the device: %s',
    (statusReason) =>
      inRollback(async (db) => {
        const ctx = await machineContext(db)
        const user = { id: unique('user') }
        const address = { deviceToken: deviceTokenHex() }
        const register = () => registerDevice(ctx, { ...address, user, permission: 'authorized' })
        const { device } = await register()
        const at = { environmentId: ctx.environment.id, deviceId: device.id, now: new Date() }
        await setDeviceStatus(db, { ...at, status: 'disabled', reason: statusReason })
        const opened = (await register()).device.status
        await deregisterDevice(ctx, { ...address, user })
        const turnedOn = (await register()).device.status
        for (const reader of readers) {
          const said = wayBack({ status: 'disabled', statusReason }, reader)
          if (ways['opens the app'].test(said)) expect(opened).toBe('active')
          else expect(said).toMatch(ways['turns push on'])
          expect(turnedOn).toBe('active')
        }
      }),
  )

  it('never says that opening the app reactivates a device that staff disabled, for any delivery reason', () => {
    for (const reason of knownReasons)
      for (const reader of readers) {
        const said = nextActionOf(explainReason(reason), {
          reader,
          delivery: { endedAt: new Date(), expiresAt: new Date() },
          device: { status: 'disabled', statusReason: 'disabled_by_staff' },
          isOnHold: false,
          now: new Date(),
        })
        if (explainReason(reason).isRemediedByDevice) expect(said).toMatch(/turn push off and on again/)
        if (reason !== 'MissingDeviceToken') expect(said).not.toMatch(/open(ing|s)? the app/i)
      }
  })

  it('tells a viewer whom to ask, because viewers can’t enable a device', () => {
    const device = { status: 'disabled', statusReason: 'disabled_by_staff' } as const
    expect(wayBack(device, 'support')).toContain('Enable the device on its page')
    expect(wayBack(device, 'viewer')).toContain('Ask support to enable the device')
  })
})
