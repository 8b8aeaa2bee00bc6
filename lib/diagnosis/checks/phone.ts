import { type CheckAnswer, fact, factAt, type RouteFacts } from '@/lib/diagnosis/answers'
import type { ProbeView } from '@/lib/probes/probe-view'
import { checkReceipt } from './receipt'

/** Checks the phone's receipt. If the phone was asked since, its answer counts for more than a missing receipt. */
export function checkPhone(route: RouteFacts): CheckAnswer | undefined {
  const receipt = checkReceipt(route)
  const phone = phoneOf(route)
  const said = phone && phoneSaid(phone)
  if (!phone || !said || receipt?.cause === 'opened') return receipt
  const isFine = phone.verdict?.code === 'everything_on'
  // A delivery that wasn't accepted never reached a phone, whatever the phone says.
  if (!receipt) return route.delivery || isFine ? undefined : said
  if (receipt.cause === 'received' && (isFine || phone.state === 'silent')) return receipt
  return { ...said, facts: [...(receipt.facts ?? []), ...(said.facts ?? [])] }
}

/** The newest question to this phone since the delivery, once it is answered or overdue. */
function phoneOf({ device, delivery, phones }: RouteFacts): ProbeView | undefined {
  const asked = phones.find(({ deviceId }) => deviceId === device?.id)
  if (!asked || (delivery && new Date(asked.askedAt) < delivery.createdAt)) return undefined
  return asked.state === 'answered' || asked.state === 'silent' ? asked : undefined
}

/** Describes the phone's answer, or that none came. */
function phoneSaid({ verdict, state, findings, askedAt, answeredAt }: ProbeView): CheckAnswer | undefined {
  if (!verdict) return undefined
  const facts = [
    factAt('Phone asked', new Date(askedAt)),
    answeredAt ? factAt('Phone answered', new Date(answeredAt)) : undefined,
    ...findings.slice(1).map(({ sentence }) => fact('The phone also says', sentence)),
  ]
  const { who, sentence } = verdict.nextAction
  return {
    status: 'warning',
    sentence: verdict.sentence,
    facts,
    cause: state === 'answered' ? 'phone_answered' : 'phone_silent',
    next: { who, sentence, act: state === 'answered' ? 'open_device' : 'ask_the_phone' },
  }
}
