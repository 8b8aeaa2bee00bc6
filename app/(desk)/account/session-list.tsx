'use client'

import { useTransition } from 'react'
import { acted } from '@/components/desk/acted'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/overlays/toast'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { browserWords } from '@/lib/staff/account/browser-words'
import type { OwnSession } from '@/lib/staff/account/show-account'
import { endOwnSessionsAction } from './actions'

export function SessionList({ sessions }: { sessions: readonly OwnSession[] }) {
  const others = sessions.filter(({ isThisOne }) => !isThisOne)
  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-col">
        {sessions.map((session) => (
          <li key={session.id} className="flex min-h-11 items-center justify-between gap-4 border-b py-1.5">
            <span className="flex min-w-0 flex-col">
              <span className="flex items-center gap-2 font-medium">
                {browserWords(session.userAgent)}
                {session.isThisOne && <Badge tone="accent">This browser</Badge>}
              </span>
              <span className="text-faint text-sm">
                {session.ip ?? 'unknown IP address'} · signed in <RelativeTime isSentence at={session.createdAt} /> ·
                last seen <RelativeTime isSentence at={session.lastSeenAt} />
              </span>
            </span>
            {!session.isThisOne && (
              <EndButton sessionId={session.id} name={`End session: ${browserWords(session.userAgent)}`} />
            )}
          </li>
        ))}
      </ul>
      {others.length > 1 && <EndButton name="End all other sessions" isWordy />}
    </div>
  )
}

function EndButton({ sessionId, name, isWordy }: { sessionId?: string; name: string; isWordy?: boolean }) {
  const [isPending, startTransition] = useTransition()
  const act = () =>
    startTransition(async () => {
      const state = await acted(() => endOwnSessionsAction(sessionId))
      if (!state.ok) return toast.failure('Couldn’t end the session', { description: state.message })
      toast.good(state.result.sessionsEnded === 1 ? 'Session ended' : `${state.result.sessionsEnded} sessions ended`)
    })
  return (
    <Button
      size={isWordy ? 'medium' : 'small'}
      className={isWordy ? 'self-start' : undefined}
      isPending={isPending}
      onClick={act}
      aria-label={name}
    >
      {isWordy ? name : 'End'}
    </Button>
  )
}
