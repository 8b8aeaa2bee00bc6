import { z } from 'zod'
import { endpoint } from '@/gateway/endpoint'
import type { Gateway } from '@/gateway/gateway'
import { DeregisterDevice, deregisterDevice } from '@/lib/devices/deregister-device'
import { DevicesPage, ReadDevices, readDevices } from '@/lib/devices/read-devices'
import { optionalFacts, RegisterDevice, registerDevice } from '@/lib/devices/register-device'
import { RegisteredDevice } from '@/lib/devices/registered-device'

const Registered = z
  .object({
    device: RegisteredDevice,
    reassigned: z.boolean().meta({ description: 'The address belonged to another customer until now.' }),
  })
  .meta({ id: 'Registered' })

export function registerDeviceRoutes(gateway: Gateway) {
  endpoint(
    gateway,
    {
      verb: registerDevice,
      method: 'put',
      path: '/api/v1/devices',
      keepsRefusals: true,
      counts: 'registration',
      operationId: 'registerDevice',
      tag: 'Devices',
      summary: 'Register a device (enable push)',
      description:
        'An address belongs to one customer at a time. Registering it for another customer moves it in one step and suppresses the previous customer’s queued deliveries. Registering again enables a disabled address. With identity verification, the address of a customer with a `user.id` moves only with proof: a User-Token or a secret key. A call without proof gets the same response as for a new address, and changes nothing. A device that staff disabled stays disabled until staff enable it or the customer turns push off and on.',
      body: RegisterDevice,
      leaves: optionalFacts,
      answers: {
        200: { description: 'The address was registered before.', schema: Registered },
        201: { description: 'The address is new.', schema: Registered },
      },
    },
    async (act, { body }) => {
      const { isNew, ...answer } = await act(body)
      return { status: isNew ? 201 : 200, body: answer }
    },
  )

  endpoint(
    gateway,
    {
      verb: deregisterDevice,
      method: 'delete',
      path: '/api/v1/devices',
      keepsRefusals: true,
      operationId: 'deregisterDevice',
      tag: 'Devices',
      summary: 'Deregister a device (disable push)',
      description:
        'Pushdesk sends nothing more to this address for this customer, including queued deliveries. Call it before the app changes or clears its user. The response is the same if the address is unknown or belongs to another customer.',
      body: DeregisterDevice,
      answers: { 204: { description: 'Deregistered.' } },
    },
    async (act, { body }) => {
      await act(body)
      return { status: 204 }
    },
  )

  endpoint(
    gateway,
    {
      verb: readDevices,
      method: 'get',
      path: '/api/v1/devices',
      operationId: 'readDevices',
      tag: 'Devices',
      summary: 'List and search devices',
      description: 'Returns the devices that match all filters. Addresses are masked.',
      query: ReadDevices,
      answers: { 200: { description: 'A page of devices.', schema: DevicesPage } },
    },
    async (act, { query }) => ({ status: 200, body: await act(query) }),
  )
}
