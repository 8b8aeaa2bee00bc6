import { CircleCheck, CircleHelp, CirclePause, CircleX, Clock, Hourglass, type LucideIcon } from 'lucide-react'
import { classNames } from './class-names'

export type BadgeState =
  | 'queued'
  | 'sending'
  | 'retrying'
  | 'accepted'
  | 'failed'
  | 'expired'
  | 'suppressed'
  | 'unknown'
  | 'rejected'
  | 'not_sent'

type Look = { word: string; color: string; icon: LucideIcon }

/** One icon, one word, and one color per state, everywhere. */
const looks: Record<BadgeState, Look> = {
  queued: { word: 'Queued', color: 'text-status-waiting', icon: Clock },
  sending: { word: 'Sending', color: 'text-status-waiting', icon: Clock },
  retrying: { word: 'Retrying', color: 'text-status-waiting', icon: Clock },
  accepted: { word: 'Accepted', color: 'text-status-accepted', icon: CircleCheck },
  failed: { word: 'Failed', color: 'text-status-failed', icon: CircleX },
  rejected: { word: 'Rejected', color: 'text-status-failed', icon: CircleX },
  expired: { word: 'Expired', color: 'text-status-expired', icon: Hourglass },
  suppressed: { word: 'Suppressed', color: 'text-status-suppressed', icon: CirclePause },
  unknown: { word: 'Unknown', color: 'text-status-unknown', icon: CircleHelp },
  not_sent: { word: 'Not sent', color: 'text-status-waiting', icon: Clock },
}

export const stateWord = (state: BadgeState) => looks[state].word

export function StateBadge({ state, word, className }: { state: BadgeState; word?: string; className?: string }) {
  const { color, icon: Icon, ...look } = looks[state]
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1.5 whitespace-nowrap align-top font-medium',
        color,
        className,
      )}
    >
      <Icon className="size-3.5 shrink-0" aria-hidden />
      {word ?? look.word}
    </span>
  )
}
