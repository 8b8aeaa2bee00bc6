import type { Db } from '@/db/client'
import { findWayToAsk } from '@/db/queries/probes/probes'
import { findSigningKey } from '@/db/queries/settings/apns'
import type { devices } from '@/db/schema/customers'
import { reasonWord } from '@/lib/apns/explanations/reason-word'
import { isPlaceholderIn } from '@/lib/company-api/template'
import { statusReasonLabels } from '@/lib/devices/device-labels'
import { Refused } from '@/lib/errors'

type Device = Pick<typeof devices.$inferSelect, 'environmentId' | 'kind' | 'status' | 'statusReason'>
type Way = NonNullable<Awaited<ReturnType<typeof findWayToAsk>>>

/** Returns why a question wouldn't reach this device, if that is known before sending it. */
export async function whyNotAskable(
  db: Db,
  { device, now }: { device: Device; now: Date },
): Promise<Refused | undefined> {
  if (device.status === 'disabled')
    return cannot(
      'device_disabled',
      `Pushdesk doesn’t send to this device because it’s disabled. ${statusReasonLabels[device.statusReason]}`,
    )
  const way = await findWayToAsk(db, device)
  if (!way) return new Refused('not-found', 'This environment doesn’t exist.')
  if (device.kind === 'uuid' || way.endpointUsedFor === 'all') return whyNotByCompany(device, way, now)
  if (way.blockedReason)
    return cannot(
      'environment_on_hold',
      `APNs rejects this environment’s pushes (${reasonWord(way.blockedReason)}), so Pushdesk can’t send the question. Open Settings › APNs keys.`,
    )
  const hasKey = way.apnsServer === 'simulator' || (await findSigningKey(db, device)) !== undefined
  return hasKey
    ? undefined
    : cannot(
        'no_apns_key',
        'This environment has no APNs key, so Pushdesk can’t send the question. Add one in Settings › APNs keys.',
      )
}

function whyNotByCompany({ kind }: Device, way: Way, now: Date) {
  const only =
    kind === 'uuid' ? 'Only the company API can reach this device' : 'This device is reached through the company API'
  if (way.endpointUrl === null) return cannot('no_company_api', `${only}, and none is configured.`)
  if (!isPlaceholderIn(way.endpointTemplate, 'payload'))
    return cannot(
      'company_api_cannot_ask',
      `${only}, and its request body has no {{payload}}, so it can’t forward the question.`,
    )
  if (way.endpointOpenUntil && way.endpointOpenUntil > now)
    return cannot('company_api_paused', `${only}, which is paused after failures. Try again in a few minutes.`)
  return undefined
}

const cannot = (code: string, sentence: string) => new Refused('conflict', sentence, {}, code)
