import { type findProbeToAnswer, holderOf } from '@/db/queries/probes/probes'
import type { ProbeCorrection, TokenAnswer } from '@/db/schema/probes'
import type { MachineContext } from '@/lib/context'
import { addressOf } from '@/lib/devices/address'
import { deregisterDevice } from '@/lib/devices/deregister-device'
import { registerDevice } from '@/lib/devices/register-device'
import { Refused } from '@/lib/errors'
import { log } from '@/lib/log'
import type { KeptAnswer, PhoneAnswer } from './phone-answer'

const versions = ['appVersion', 'sdkVersion', 'osVersion', 'model', 'locale', 'timeZone'] as const

type Answer = {
  asked: NonNullable<Awaited<ReturnType<typeof findProbeToAnswer>>>
  given: PhoneAnswer
  answer: KeptAnswer
  token: TokenAnswer
}

/** Registers the device as its app would, if its answer differs. Skips whatever the app itself may not change. */
export async function correctDevice(
  ctx: MachineContext,
  { asked, given, answer, token }: Answer,
): Promise<ProbeCorrection[]> {
  const { device, user } = asked
  const isOther = token === 'other'
  // Disabled since the question: by the app, which registered its new token, or permanently.
  if (device.status === 'disabled') return isOther && (await isRegistered(ctx, given)) ? ['token'] : []
  const corrections: ProbeCorrection[] = []
  if (answer.permission && answer.permission !== device.permission) corrections.push('permission')
  if (versions.some((one) => answer[one] !== undefined && answer[one] !== device[one])) corrections.push('versions')
  if (isOther) corrections.push('token')
  if (corrections.length === 0) return []
  const who = user.id === null ? { anonymousId: user.anonymousId ?? '' } : { id: user.id }
  const old = device.kind === 'uuid' ? { uuid: device.address } : { deviceToken: device.address }
  try {
    await registerDevice(ctx, {
      ...(isOther ? sentAddressOf(given) : old),
      user: who,
      permission: answer.permission ?? device.permission,
      ...Object.fromEntries(versions.map((one) => [one, answer[one] ?? device[one] ?? undefined])),
    })
    if (isOther) await deregisterDevice(ctx, { ...old, user: who })
    return corrections
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    log.info({ probeId: asked.probe.id, code: error.code }, 'couldn’t correct a device from its phone’s answer')
    return []
  }
}

async function isRegistered({ db, environment }: MachineContext, given: PhoneAnswer) {
  const holder = await holderOf(db, { environmentId: environment.id, ...addressOf(given) })
  return holder?.status === 'active'
}

function sentAddressOf({ deviceToken, uuid }: PhoneAnswer) {
  const { kind, address } = addressOf({ deviceToken, uuid })
  return kind === 'uuid' ? { uuid: address } : { deviceToken: address }
}
