import { z } from 'zod'
import { DeregisterDevice, deregisterDevice } from '@/lib/devices/deregister-device'
import { optionalFacts, RegisterDevice, registerDevice } from '@/lib/devices/register-device'
import { RegisteredDevice } from '@/lib/devices/registered-device'
import { empty, json } from './answers'
import { endpoint } from './endpoint'
import type { Gateway } from './gateway'

const Registered = z
  .object({
    device: RegisteredDevice,
    reassigned: z.boolean().meta({ description: 'The address was another customer’s until now.' }),
  })
  .meta({ id: 'Registered' })

export function registerDeviceRoutes(gateway: Gateway) {
  endpoint(
    gateway,
    {
      method: 'put',
      path: '/api/v1/devices',
      takes: 'either',
      operationId: 'registerDevice',
      tag: 'Devices',
      summary: 'Register a device (enable push)',
      description:
        'An address belongs to one customer at a time: registered for another, it moves, in one step, and what was queued for the customer before is suppressed. Registering again renews the address; only what your staff disabled stays disabled until the customer turns push off and on.',
      body: RegisterDevice,
      leaves: optionalFacts,
      answers: {
        200: { description: 'The address was known.', schema: Registered },
        201: { description: 'The address is new.', schema: Registered },
      },
    },
    async (ctx, { body }) => {
      const { isNew, ...answer } = await registerDevice(ctx, body)
      return json(answer, isNew ? 201 : 200)
    },
  )

  endpoint(
    gateway,
    {
      method: 'delete',
      path: '/api/v1/devices',
      takes: 'either',
      operationId: 'deregisterDevice',
      tag: 'Devices',
      summary: 'Deregister a device (disable push)',
      description:
        'From here on nothing is sent to this address for this customer, not even what is queued. Call it before the app changes or clears its user. The answer is the same for an address that is unknown or another customer’s.',
      body: DeregisterDevice,
      answers: { 204: { description: 'Nothing is sent there for this customer any more.' } },
    },
    async (ctx, { body }) => {
      await deregisterDevice(ctx, body)
      return empty(204)
    },
  )
}
