import { z } from 'zod'
import { insertReceipt, markReceived } from '@/db/queries/deliveries/receipts'
import { findProbeToAnswer, holderOf, writeAnswer } from '@/db/queries/probes/probes'
import type { TokenAnswer } from '@/db/schema/probes'
import { probeCorrections, tokenAnswers } from '@/db/schema/values'
import type { MachineContext } from '@/lib/context'
import { announceDeliveries } from '@/lib/deliveries/announce-deliveries'
import { addressOf } from '@/lib/devices/address'
import { Refused } from '@/lib/errors'
import { machineCommand } from '@/lib/keys/machine-verb'
import { correctDevice } from './correct-device'
import { findingsOf } from './findings'
import { type KeptAnswer, keptOf, type PhoneAnswer } from './phone-answer'

type Asked = NonNullable<Awaited<ReturnType<typeof findProbeToAnswer>>>
type Given = PhoneAnswer & { id: string }

export const AnswerTaken = z
  .object({
    answeredAt: z.iso.datetime().meta({ description: 'When the first response arrived. Later ones change nothing.' }),
    token: z.enum(tokenAnswers).meta({
      description:
        'Whether the phone has the token that Pushdesk sent the push to. If it is `other` and `corrections` doesn’t contain `token`, register the new token with `PUT /devices`.',
    }),
    corrections: z.array(z.enum(probeCorrections)).meta({ description: 'What Pushdesk updated from the response.' }),
  })
  .meta({ id: 'AnswerTaken' })
export type AnswerTaken = Omit<z.output<typeof AnswerTaken>, 'answeredAt'> & { answeredAt: Date }

/**
 * Stores a phone's answer. The first answer counts, however late; a repeat gets the same result. Corrects differences
 * from the registration as the app itself would, which requires the customer's User-Token if the environment does. Not
 * one transaction: each correction is complete on its own, and a repeat finishes the rest.
 */
export const answerProbe = machineCommand(
  { takes: 'publishable', isWhole: true },
  async (ctx, { id, ...given }: Given): Promise<AnswerTaken> => {
    const environmentId = ctx.environment.id
    const asked = await findProbeToAnswer(ctx.db, { environmentId, id })
    const token = asked && (await tokenAnswerOf(ctx, asked, given))
    if (!asked || !token) throw nothingAsked()
    const before = takenOf(asked.probe)
    if (before) return before
    const answeredAt = new Date()
    const answer = keptOf(given, answeredAt)
    const corrections = isOfThisApp(ctx, answer) ? await correctDevice(ctx, { asked, given, answer, token }) : []
    const [first] = findingsOf({ answer, token, corrections, expected: expectedOf(ctx) })
    const taken = { answeredAt, token, corrections }
    const isFirst = await ctx.db.transaction(async (db) => {
      if (!(await writeAnswer(db, { environmentId, id, answer, outcome: first?.code, ...taken }))) return false
      await recordArrival({ ...ctx, db }, asked, answeredAt)
      return true
    })
    if (isFirst) return taken
    const again = await findProbeToAnswer(ctx.db, { environmentId, id })
    return (again && takenOf(again.probe)) ?? taken
  },
)

/** The same error if the question doesn't exist, belongs to another environment, or was sent to another device. */
const nothingAsked = () =>
  new Refused('not-found', 'Pushdesk didn’t ask this phone this question, or the question is too old.', {}, 'not_found')

/** Returns undefined if this can't be the device that was asked. */
async function tokenAnswerOf(
  ctx: MachineContext,
  { device }: Asked,
  given: PhoneAnswer,
): Promise<TokenAnswer | undefined> {
  const isNamed = given.deviceId === device.id
  if (given.deviceToken === undefined && given.uuid === undefined) return isNamed ? 'not_told' : undefined
  const told = addressOf(given)
  if (told.kind === device.kind && told.address === device.address) return 'same'
  const holder = await holderOf(ctx.db, { environmentId: ctx.environment.id, ...told })
  if (holder) return holder.customerId === device.customerId ? 'other' : undefined
  return isNamed ? 'other' : undefined
}

function takenOf({ answeredAt, token, corrections }: Asked['probe']): AnswerTaken | undefined {
  return answeredAt && token ? { answeredAt, token, corrections } : undefined
}

const expectedOf = ({ environment }: MachineContext) => ({
  bundleId: environment.bundleId,
  environmentName: environment.name,
})

/** An answer from another app, or from a build for the other environment, says nothing about this registration. */
function isOfThisApp({ environment }: MachineContext, { bundleId, apnsEnvironment }: KeptAnswer) {
  return (
    (bundleId ?? environment.bundleId) === environment.bundleId &&
    (apnsEnvironment ?? environment.name) === environment.name
  )
}

/** Records a receipt, because an answer proves that the push arrived. */
async function recordArrival(ctx: MachineContext, { probe, notificationId }: Asked, at: Date) {
  if (!notificationId) return
  const { environmentId, deviceId, deliveryId } = probe
  const receipt = { environmentId, notificationId, deliveryId, deviceId, kind: 'received' as const, createdAt: at }
  if (await insertReceipt(ctx.db, receipt))
    await markReceived(ctx.db, { environmentId, deliveryId, kind: 'received', at })
  await announceDeliveries(ctx.db, environmentId, [{ notificationId }])
}
