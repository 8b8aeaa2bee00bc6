'use client'

import { Checkbox } from '@/components/ui/form/checkbox'
import { reasonWord } from '@/lib/apns/explanations/reason-word'
import { formatNumber } from '@/lib/format/number'
import type { Recovery } from './recovery.query'

type Props = { recovery: Recovery; left: string[]; onLeave: (reasons: string[]) => void }

/** Failed deliveries by reason. Unchecked reasons aren't resent. */
export function RecoverReasons({ recovery: { failed, recoverable, atOnceMax, byReason }, left, onLeave }: Props) {
  if (failed === 0) return <p className="text-quiet">Nothing failed in this period.</p>
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2">
        <strong className="font-semibold">
          {formatNumber(recoverable)} of {formatNumber(failed)}
        </strong>{' '}
        <span className="text-quiet">
          can be resent.
          {recoverable < failed && ' The rest expired, were already resent, or their device no longer exists.'}
          {recoverable > atOnceMax &&
            ` The oldest ${formatNumber(atOnceMax)} are resent first. Repeat to resend the rest.`}
        </span>
      </legend>
      {byReason.map(({ reason, ...of }) => {
        const name = reason ?? ''
        const isTicked = of.recoverable > 0 && (reason === null ? left.length === 0 : !left.includes(name))
        return (
          <Checkbox
            key={name}
            label={reason ? reasonWord(reason) : 'No reason'}
            hint={`${formatNumber(of.recoverable)} of ${formatNumber(of.failed)}`}
            checked={isTicked}
            disabled={of.recoverable === 0 || reason === null}
            onCheckedChange={(wanted) => onLeave(wanted ? left.filter((one) => one !== name) : [...left, name])}
          />
        )
      })}
    </fieldset>
  )
}
