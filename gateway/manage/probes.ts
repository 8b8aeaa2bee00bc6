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

const asksLeft = z.int().meta({ description: `Of ${asksPerHourMax} in an hour, for each device.` })
const nextAskAt = z.iso.datetime().nullable().meta({ description: 'From when on it may be asked again; null: now.' })

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
      description: `Sends a background push that the app answers by itself: what iOS shows of its notifications, and which token, bundle, and versions it has. Nothing is shown to the customer. At most ${asksPerHourMax} times an hour for each device. Refused for a disabled device, while the environment is on hold, and where the company API can’t pass it on.`,
      answers: {
        202: {
          description: 'Asked. Follow it at `/probes/{id}`.',
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
      summary: 'List what the phone was asked and answered',
      description: 'The newest 10, of the customer who has the device now.',
      answers: {
        200: {
          description: 'Newest first.',
          schema: z.object({
            probes: z.array(ProbeView),
            asksLeft,
            nextAskAt,
            refusal: z.string().nullable().meta({ description: 'Why the phone can’t be asked at all.' }),
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
      summary: 'Read what a phone answered',
      answers: {
        200: { description: 'The question, and the answer if it came.', schema: z.object({ probe: ProbeView }) },
      },
    },
    async ({ ctx, params }) => ({
      status: 200,
      body: { probe: await showProbe(ctx, { ...(await environmentIdAt(ctx, params)), probeId: params.id }) },
    }),
  )
}
