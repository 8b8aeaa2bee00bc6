import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { environmentIdAt } from '@/lib/companies/at-slugs'
import type { StaffContext } from '@/lib/context'
import { removalWord } from '@/lib/devices/device-labels'
import { disableDevice } from '@/lib/devices/disable-device'
import { enableDevice } from '@/lib/devices/enable-device'
import { countDevicesByFacet, listDevices } from '@/lib/devices/list-devices'
import { DevicesPage, ReadDevices, readDevicesFilters, showDevicesPage } from '@/lib/devices/read-devices'
import { removeDevice } from '@/lib/devices/remove-device'
import { revealDeviceToken } from '@/lib/devices/reveal-device-token'
import { showDevice } from '@/lib/devices/show-device'
import { encodeCursor } from '@/lib/paging/cursor'
import { DeviceCounts, DeviceWhole, OneDevice, wholeOf } from './device-shapes'
import { manage } from './endpoint'
import { environmentPath } from './places'

const tag = 'Look up and repair'
const listPath = `${environmentPath}/devices` as const
const onePath = `${listPath}/{id}` as const

type At = { ctx: StaffContext; params: Parameters<typeof environmentIdAt>[1] & { id: string } }

const deviceAt = async ({ ctx, params }: At) => ({ ...(await environmentIdAt(ctx, params)), deviceId: params.id })

export function registerManagedDevices(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: listDevices,
      method: 'get',
      path: listPath,
      operationId: 'listDevices',
      tag,
      summary: 'List and search the devices of an environment',
      description: 'Returns the devices that match all filters. Addresses are masked.',
      query: ReadDevices,
      answers: { 200: { description: 'A page of devices.', schema: DevicesPage } },
    },
    async ({ ctx, params, query }) => {
      const { after, ...filters } = readDevicesFilters(query)
      const place = await environmentIdAt(ctx, params)
      const page = await listDevices(ctx, { ...place, ...filters, after: after && encodeCursor(after) })
      return { status: 200, body: showDevicesPage(page) }
    },
  )

  manage(
    gateway,
    {
      verb: countDevicesByFacet,
      method: 'get',
      path: `${environmentPath}/device-counts`,
      operationId: 'countDevices',
      tag,
      summary: 'Count the devices of an environment',
      description: 'Accepts the filters of the device list. A filter doesn’t narrow the counts of its own facet.',
      query: ReadDevices.omit({ cursor: true, limit: true, order: true }),
      answers: { 200: { description: 'The total, and the counts by facet.', schema: DeviceCounts } },
    },
    async ({ ctx, params, query }) => {
      const filters = readDevicesFilters({ ...query, order: '-registered', limit: 1 })
      return {
        status: 200,
        body: await countDevicesByFacet(ctx, { ...(await environmentIdAt(ctx, params)), ...filters }),
      }
    },
  )

  manage(
    gateway,
    {
      verb: showDevice,
      method: 'get',
      path: onePath,
      operationId: 'readDevice',
      tag,
      summary: 'Read a device',
      description: 'Includes its moves between customers and the other environments where its address is registered.',
      answers: { 200: { description: 'The device.', schema: DeviceWhole } },
    },
    async (call) => ({ status: 200, body: wholeOf(await showDevice(call.ctx, await deviceAt(call))) }),
  )

  registerActs(gateway)
}

function registerActs(gateway: Gateway) {
  const shown = async (call: At) => ({
    status: 200,
    body: { device: wholeOf(await showDevice(call.ctx, await deviceAt(call))).device },
  })

  manage(
    gateway,
    {
      verb: [disableDevice, showDevice],
      method: 'post',
      path: `${onePath}/disable`,
      operationId: 'disableDevice',
      tag,
      summary: 'Disable a device',
      description:
        'Pushdesk stops sending to the device and suppresses queued deliveries. It stays disabled until someone enables it or the customer turns push off and on again in the app.',
      body: z
        .strictObject({ comment: z.string().optional().meta({ description: 'Recorded in the audit log.' }) })
        .optional(),
      answers: { 200: { description: 'The updated device.', schema: OneDevice } },
    },
    async ({ body, ...call }) => {
      await disableDevice(call.ctx, { ...(await deviceAt(call)), ...body })
      return shown(call)
    },
  )

  manage(
    gateway,
    {
      verb: [enableDevice, showDevice],
      method: 'post',
      path: `${onePath}/enable`,
      operationId: 'enableDevice',
      tag,
      summary: 'Enable a device',
      description: 'Pushdesk sends to the device again. Notifications suppressed while it was disabled aren’t resent.',
      answers: { 200: { description: 'The updated device.', schema: OneDevice } },
    },
    async (call) => {
      await enableDevice(call.ctx, await deviceAt(call))
      return shown(call)
    },
  )

  manage(
    gateway,
    {
      verb: revealDeviceToken,
      method: 'post',
      path: `${onePath}/reveal-address`,
      operationId: 'revealDeviceAddress',
      tag,
      summary: 'Reveal the full address of a device',
      description: 'Recorded in the audit log.',
      answers: {
        200: { description: 'The device token or UUID.', schema: z.object({ address: z.string() }) },
      },
    },
    async (call) => ({ status: 200, body: await revealDeviceToken(call.ctx, await deviceAt(call)) }),
  )

  manage(
    gateway,
    {
      verb: removeDevice,
      method: 'delete',
      path: onePath,
      operationId: 'removeDevice',
      tag,
      summary: 'Remove a device',
      description:
        'Deletes the registration and its timeline. Past deliveries stay in the log, and queued ones are suppressed. The app can register the device again.',
      answers: { 204: { description: 'Removed.' } },
    },
    async (call) => {
      // A person types the word in the dialog; a program confirms by the method and the ID.
      await removeDevice(call.ctx, { ...(await deviceAt(call)), confirmation: removalWord })
      return { status: 204 }
    },
  )
}
