'use client'

import { useState } from 'react'
import { rememberInCookie } from '@/components/desk/remember-in-cookie'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Outside } from '@/components/ui/text/outside'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { rejectionsSeenCookie, withRejectionSeen } from '@/lib/prompts/approvals/rejections-seen'
import type { PromptView } from '@/lib/prompts/show-prompt'

/** Tells the author that their change was rejected, until they hide it or propose another one. */
export function RejectionNote({ rejection }: { rejection: PromptView['rejections'][number] }) {
  const { id, comment, createdAt, rejectedByName, rejectedAt, reason } = rejection
  const [isSeen, setSeen] = useState(false)
  function markSeen() {
    rememberInCookie(rejectionsSeenCookie, withRejectionSeen(document.cookie, id))
    setSeen(true)
  }
  if (isSeen) return null
  return (
    <Callout
      tone="warning"
      title={
        <>
          <Outside>{rejectedByName}</Outside> rejected your change
        </>
      }
      action={
        <Button size="small" onClick={markSeen}>
          Hide this note
        </Button>
      }
    >
      <p>
        Rejected <RelativeTime isSentence at={rejectedAt} />
        {reason && (
          <>
            : “<Outside>{reason}</Outside>”
          </>
        )}
      </p>
      <p>
        You proposed it <RelativeTime isSentence at={createdAt} />
        {comment && (
          <>
            : “<Outside>{comment}</Outside>”
          </>
        )}
      </p>
    </Callout>
  )
}
