import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { environmentIdAt } from '@/lib/companies/at-slugs'
import { asksPerHourMax } from '@/lib/probes/allowance'
import { askPhone } from '@/lib/probes/ask-phone'
import { listProbes, showProbe } from '@/lib/probes/list-probes'
import { ProbeView } from '@/lib/probes/probe-view'
import { manage } from './endpoint'
import { environmentPath } from './places'

const tag = 'Look up and repair'
const path = `${environmentPath}/devices/{id}/probes` as const

const asksLeft = z
  .int()
  .meta({ description: `How often Pushdesk can still ask this device within the hour, of ${asksPerHourMax} times.` })
const nextAskAt = z.iso.datetime().nullable().meta({ description: 'When Pushdesk can ask the phone again. Null: now.' })

export function registerProbes(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: [askPhone, showProbe],
      method: 'post',
      path,
      operationId: 'askPhone',
      tag,
      summary: 'Ask the phone',
      description: `Sends a background push. The app responds on its own with its iOS notification settings, device token, bundle, and versions. The customer sees nothing. Works up to ${asksPerHourMax} times an hour for each device. Pushdesk refuses if the device is disabled, the environment is on hold, or the company API can’t forward the push.`,
      answers: {
        202: {
          description: 'The push is queued. Read the response at `/probes/{id}`.',
          schema: z.object({ probe: ProbeView, asksLeft }),
        },
      },
    },
    async ({ ctx, params }) => {
      const place = await environmentIdAt(ctx, params)
      const asked = await askPhone(ctx, { ...place, deviceId: params.id })
      const probe = await showProbe(ctx, { ...place, probeId: asked.probeId })
      return { status: 202, body: { probe, asksLeft: asked.asksLeft } }
    },
  )

  manage(
    gateway,
    {
      verb: listProbes,
      method: 'get',
      path,
      operationId: 'listProbes',
      tag,
      summary: 'List when a phone was asked, and its responses',
      description: 'The latest 10 for the device’s current customer.',
      answers: {
        200: {
          description: 'Newest first.',
          schema: z.object({
            probes: z.array(ProbeView),
            asksLeft,
            nextAskAt,
            refusal: z.string().nullable().meta({ description: 'Why Pushdesk can’t ask the phone.' }),
          }),
        },
      },
    },
    async ({ ctx, params }) => ({
      status: 200,
      body: await listProbes(ctx, { ...(await environmentIdAt(ctx, params)), deviceId: params.id }),
    }),
  )

  manage(
    gateway,
    {
      verb: showProbe,
      method: 'get',
      path: `${environmentPath}/probes/{id}`,
      operationId: 'readProbe',
      tag,
      summary: 'Read a phone’s response',
      answers: {
        200: {
          description: 'When the phone was asked, and its response if there is one.',
          schema: z.object({ probe: ProbeView }),
        },
      },
    },
    async ({ ctx, params }) => ({
      status: 200,
      body: { probe: await showProbe(ctx, { ...(await environmentIdAt(ctx, params)), probeId: params.id }) },
    }),
  )
}
