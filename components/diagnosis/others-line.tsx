import { Users } from 'lucide-react'
import { ClockTime } from '@/components/ui/time/clock-time'
import type { OthersWithCause } from '@/lib/diagnosis/count-others'
import { formatNumber } from '@/lib/format/number'
import { sentenceCase } from '@/lib/format/sentence-case'

/** Says whether only this phone is affected or others too. */
export function OthersLine({ others: { same, reached } }: { others: OthersWithCause }) {
  return (
    <section aria-label="Other customers" className="flex gap-2 text-quiet">
      <Users aria-hidden className="mt-0.5 size-4 shrink-0" />
      <p>
        {same && <Same same={same} />}{' '}
        {reached.customers === 0
          ? 'Nothing was accepted for any other customer in the last hour.'
          : `In the last hour, notifications to ${customers(reached)} were accepted.`}
      </p>
    </section>
  )
}

type Counted = OthersWithCause['reached']

function Same({ same }: { same: NonNullable<OthersWithCause['same']> }) {
  const { of, reason, customers: count, isMore, firstAt } = same
  if (count === 0 && !isMore) return <>{noOtherCustomer[of]}</>
  const since = firstAt && !isMore && (
    <>
      {' '}
      The first was at <ClockTime at={firstAt} />.
    </>
  )
  if (of === 'device')
    return (
      <>
        {sentenceCase(customers(same))} {same.customers === 1 ? 'has' : 'have'} a device in this state.
      </>
    )
  if (of === 'waiting')
    return (
      <>
        Notifications to {customers(same)} are waiting too.{since}
      </>
    )
  if (of === 'refusal')
    return (
      <>
        Pushdesk refused the same call for {customers(same)} in the last 24 hours ({reason}).{since}
      </>
    )
  return (
    <>
      The same happened to {customers(same)} in the last 24 hours ({reason}).{since}
    </>
  )
}

const noOtherCustomer = {
  device: 'No other customer’s device is in this state.',
  waiting: 'No other customer’s notifications are waiting.',
  delivery: 'No other customer was affected in the last 24 hours.',
  refusal: 'No other customer’s call was refused like this in the last 24 hours.',
}

function customers({ customers: count, isMore }: Pick<Counted, 'customers' | 'isMore'>) {
  const number = formatNumber(count)
  return `${isMore ? 'at least ' : ''}${number} other ${count === 1 ? 'customer' : 'customers'}`
}
