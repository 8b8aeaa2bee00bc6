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
        'How the phone’s token compares with the token that the question was sent to. `other` without the correction `token`: register the new one with `PUT /devices`.',
    }),
    corrections: z.array(z.enum(probeCorrections)).meta({ description: 'What Pushdesk updated from the response.' }),
  })
  .meta({ id: 'AnswerTaken' })
export type AnswerTaken = Omit<z.output<typeof AnswerTaken>, 'answeredAt'> & { answeredAt: Date }

/**
 * What the phone says when it was asked. The first answer counts, however late; a repeat gets what the first one got. What
 * differs from the registration is corrected as the app itself would correct it, and not without the customer's User-Token
 * where the environment asks for one. Not one transaction: each correction is whole, and a repeat completes what is left.
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

/** The same for what doesn't exist, is another environment's, or was asked of another device. */
const nothingAsked = () =>
  new Refused('not-found', 'Pushdesk didn’t ask this phone this question, or the question is too old.', {}, 'not_found')

/** Undefined where it can't be the device that was asked. */
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

/** What another app or a build for the other environment says of itself is not true of this registration. */
function isOfThisApp({ environment }: MachineContext, { bundleId, apnsEnvironment }: KeptAnswer) {
  return (
    (bundleId ?? environment.bundleId) === environment.bundleId &&
    (apnsEnvironment ?? environment.name) === environment.name
  )
}

/** An answer is as good as a receipt: the push has arrived. */
async function recordArrival(ctx: MachineContext, { probe, notificationId }: Asked, at: Date) {
  if (!notificationId) return
  const { environmentId, deviceId, deliveryId } = probe
  const receipt = { environmentId, notificationId, deliveryId, deviceId, kind: 'received' as const, createdAt: at }
  if (await insertReceipt(ctx.db, receipt))
    await markReceived(ctx.db, { environmentId, deliveryId, kind: 'received', at })
  await announceDeliveries(ctx.db, environmentId, [{ notificationId }])
}
