import type { Route } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination } from '@/components/ui/pagination'
import { Section } from '@/components/ui/section'
import type { EnvironmentPath } from '@/lib/companies/environment-at'
import { timelineOnPage } from './device-on-page'
import { TimelineItem } from './timeline-item'

type Props = { at: EnvironmentPath; deviceId: string; after: string | null }

export async function DeviceTimeline({ at, deviceId, after }: Props) {
  const { place, timeline } = await timelineOnPage(at, deviceId, after)
  const own = `${place.path}/devices/${deviceId}`
  return (
    <Section title="Timeline" description="What the app reported, what was sent, and what staff changed. Newest first.">
      {timeline.entries.length === 0 ? (
        <EmptyState title="No activity yet">
          Registrations, notifications, and status changes of this device appear here.
        </EmptyState>
      ) : (
        <ol aria-label="Timeline">
          {timeline.entries.map((entry) => (
            <TimelineItem
              key={entry.id}
              entry={entry}
              environmentPath={place.path}
              isSimulated={place.apnsServer === 'simulator'}
            />
          ))}
        </ol>
      )}
      <Pagination
        label="Pages of the timeline"
        newer={after ? (own as Route) : undefined}
        newerLabel="Newest"
        older={timeline.next ? (`${own}?after=${encodeURIComponent(timeline.next)}` as Route) : undefined}
      />
    </Section>
  )
}
