import { Section } from '@/components/ui/section'
import { Outside } from '@/components/ui/text/outside'
import { RelativeTime } from '@/components/ui/time/relative-time'
import type { CustomerView } from '@/lib/customers/show-customer'

type Props = Pick<CustomerView, 'presence' | 'devices'>

/** What the SDK reported in the last 90 seconds. An open chat or an active app suppresses notifications. */
export function CustomerPresence({ presence, devices }: Props) {
  return (
    <Section title="Active now">
      {presence.length === 0 ? (
        <p className="text-quiet">Not in the app or the chat, so presence doesn’t suppress any notifications.</p>
      ) : (
        <ul className="flex flex-col gap-2">
          {presence.map(({ deviceId, app, chat, updatedAt }) => {
            const device = devices.find(({ id }) => id === deviceId)
            return (
              <li key={deviceId ?? 'all'}>
                <p className="font-medium">{wordsFor(app, chat)}</p>
                <p className="flex flex-wrap items-center gap-x-1.5 text-faint">
                  {device ? (
                    <span>
                      on <Outside>{device.maskedAddress}</Outside>
                    </span>
                  ) : (
                    'on all devices'
                  )}{' '}
                  <RelativeTime at={updatedAt} />
                </p>
              </li>
            )
          })}
        </ul>
      )}
    </Section>
  )
}

function wordsFor(app: 'active' | 'background', chat: 'connected' | 'disconnected') {
  if (chat === 'connected') return 'Chat is open: notifications are suppressed'
  return app === 'active' ? 'App is active: notifications are suppressed' : 'App is in the background'
}
