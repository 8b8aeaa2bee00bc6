import { roleMay } from '@/lib/permissions'
import type { Next, RouteFacts } from './answers'
import type { DiagnosisAct, NextAction } from './schema'
import { type ActKind, actLabels, actPermissions, isTurnOf, toldFor } from './turns'

/** Completes the next action for this reader: a button if they may press it, and names if it is someone else's turn. */
export function finishNext(next: Next, route: RouteFacts): NextAction {
  const { reader, colleagues } = route
  const isYours = isTurnOf(next.who, reader)
  const told = toldFor[next.who]
  const isToldAlready = isYours || reader === 'admin' || (reader !== 'program' && told.includes(reader))
  const found = colleagues.filter(({ role }) => told.includes(role))
  const people = found.length || told.length === 0 ? found : colleagues.filter(({ role }) => role === 'admin')
  return {
    who: next.who,
    isYours,
    sentence: next.sentence,
    act: next.act && actOf(next.act, next, route),
    people: isToldAlready || reader === 'program' ? [] : people,
  }
}

function actOf(kind: ActKind, { at }: Next, route: RouteFacts): DiagnosisAct | undefined {
  const { reader, device, delivery, environment } = route
  if (reader === 'program' || !roleMay(reader, actPermissions[kind])) return undefined
  const deviceId = at?.deviceId ?? device?.id
  const deliveryId = at?.deliveryId ?? delivery?.id
  const href = at?.href ?? hrefOf(kind, { path: environment.path, deviceId, deliveryId })
  if (href === undefined) return undefined
  return { kind, label: actLabels[kind], href, ...(deviceId && { deviceId }), ...(deliveryId && { deliveryId }) }
}

type Target = { path: string; deviceId: string | undefined; deliveryId: string | undefined }

/** The page of the act; undefined if the act has no target. */
function hrefOf(kind: ActKind, { path, deviceId, deliveryId }: Target): string | undefined {
  switch (kind) {
    case 'enable_device':
    case 'open_device':
    case 'ask_the_phone':
      return deviceId && `${path}/devices/${deviceId}`
    case 'send_test':
      return deviceId && `${path}/test?device=${deviceId}`
    case 'send_again':
    case 'open_delivery':
      return deliveryId && `${path}/deliveries/${deliveryId}`
    case 'look_elsewhere':
      return undefined
    case 'turn_on_prompt':
    case 'open_prompt':
      return `${path}/prompt`
    case 'open_apns_keys':
      return `${path}/settings?tab=credentials`
    case 'open_identity':
      return `${path}/settings?tab=identity`
    case 'open_api_keys':
      return `${path}/settings?tab=keys`
    case 'open_company_api':
      return `${path}/settings?tab=company-api`
    case 'open_environment':
      return `${path}/settings?tab=environment`
    case 'open_health':
      return `${path}/overview`
    case 'open_companies':
      return '/'
  }
}
