import { Outside } from '@/components/ui/text/outside'
import { RelativeTime } from '@/components/ui/time/relative-time'

type Event = { id: string; kind: string; text: string | null; actorName: string; at: Date }

const kindWords: Record<string, string> = {
  opened: 'opened it',
  reopened: 'opened it again',
  changed: 'changed it',
  acknowledged: 'acknowledged it',
  muted: 'muted it',
  unmuted: 'unmuted it',
  escalated: 'escalated it',
  note: 'noted',
  recovered: 'resent deliveries',
  closed: 'closed it',
}

/** Oldest first. */
export function IncidentTimeline({ events }: { events: Event[] }) {
  return (
    <ol aria-label="Timeline" className="flex flex-col gap-3">
      {events.map(({ id, kind, text, actorName, at }) => (
        <li key={id} className="flex flex-col">
          <span>
            <span className="font-medium">
              <Outside>{actorName}</Outside>
            </span>{' '}
            {kindWords[kind] ?? kind}
            {kind === 'closed' && !text && ': it’s over'} · <RelativeTime isSentence at={at} />
          </span>
          {text && (
            <span className="wrap-anywhere whitespace-pre-line text-quiet">
              <Outside>{text}</Outside>
            </span>
          )}
        </li>
      ))}
    </ol>
  )
}
