import { Callout } from '@/components/ui/callout'
import { DateTime } from '@/components/ui/time/date-time'
import type { OwnHold } from '@/lib/staff/account/show-own-hold'

/** On every page for a day: a stranger’s way into an account is noticed by the one whose it is. */
export function HoldNote({ hold: { words, isSuspect, mayApprove, until } }: { hold: OwnHold }) {
  return (
    <Callout tone={isSuspect ? 'warning' : 'info'} title={words}>
      {isSuspect && 'If you didn’t ask for this, change your password and tell another admin. '}
      {mayApprove && (
        <>
          Your account can’t approve changes until <DateTime at={until} />.
        </>
      )}
    </Callout>
  )
}
