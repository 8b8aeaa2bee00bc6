'use client'

import { useState } from 'react'
import { rememberInCookie } from '@/components/desk/remember-in-cookie'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { DateTime } from '@/components/ui/time/date-time'
import { holdSeenCookie } from '@/lib/staff/account/hold-seen'
import type { OwnHold } from '@/lib/staff/account/show-own-hold'

/** Shown on every page, so that an account's owner notices a stranger's sign-in, even after the hold has ended. */
export function HoldNote({ hold: { words, isSuspect, mayApprove, isOver, until } }: { hold: OwnHold }) {
  const [isSeen, setSeen] = useState(false)
  function markSeen() {
    rememberInCookie(holdSeenCookie, until.toISOString())
    setSeen(true)
  }
  if (isSeen) return null
  return (
    <Callout
      tone={isSuspect ? 'warning' : 'info'}
      title={words}
      action={isSuspect && <Button onClick={markSeen}>Hide this note</Button>}
    >
      {isSuspect && 'If you didn’t ask for this, change your password and tell another admin. '}
      {mayApprove && !isOver && (
        <>
          Your account can’t approve changes until <DateTime at={until} />.
        </>
      )}
    </Callout>
  )
}
