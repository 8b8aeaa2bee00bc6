import type { Route } from 'next'
import { forPage } from '@/app/_server/doors'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button-link'
import { Described, DescriptionList } from '@/components/ui/description-list'
import { PageHeader } from '@/components/ui/page-header'
import { PageTitle } from '@/components/ui/page-title'
import { Section } from '@/components/ui/section'
import { Skeleton } from '@/components/ui/skeleton'
import { Outside } from '@/components/ui/text/outside'
import { TextLink } from '@/components/ui/text/text-link'
import { DateTime } from '@/components/ui/time/date-time'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { WhenReady } from '@/components/ui/when-ready'
import { recoveredMax } from '@/lib/deliveries/recover-failed'
import { affectedWords } from '@/lib/incidents/affected-words'
import { showIncident } from '@/lib/incidents/show-incident'
import { actionFor } from '@/lib/incidents/words'
import { listedMax } from '@/lib/paging/listed-max'
import { roleMay } from '@/lib/permissions'
import { FollowIncident } from './follow-incident'
import { IncidentActs } from './incident-acts'
import { IncidentTimeline } from './incident-timeline'

type Props = PageProps<'/incidents/[id]'>

export default function IncidentPage({ params }: Props) {
  return (
    <>
      <PageTitle>Incident</PageTitle>
      <WhenReady fallback={<IncidentSkeleton />} content={() => params.then(({ id }) => Incident({ id }))} />
    </>
  )
}

async function Incident({ id }: { id: string }) {
  const incident = await forPage((ctx) => showIncident(ctx, { incidentId: id }))
  const role = incident.readersRole
  const { title, sentence, placeName, path, affected, state, severity, nextAction, timeline } = incident
  const isMuted = incident.mutedUntil !== null && incident.mutedUntil > new Date()
  return (
    <>
      <FollowIncident />
      <PageHeader
        title={title}
        description={
          <>
            <Outside>{placeName}</Outside> · {sentence.replace(`${title}: `, '')}
          </>
        }
        badges={
          state === 'open' ? (
            <Badge tone={severity === 'critical' ? 'failed' : 'expired'}>Open</Badge>
          ) : (
            <Badge>Closed</Badge>
          )
        }
        actions={path && <ButtonLink href={`${path}/deliveries` as Route}>View deliveries</ButtonLink>}
      />
      <DescriptionList>
        <Described term="Next">{actionFor(role, nextAction)}</Described>
        {state === 'open' && <Described term="Meanwhile">{incident.meanwhile}</Described>}
        <Described term="Affected">{affectedWords(affected)}</Described>
        {incident.companies.length > 0 && (
          <Described term="Companies">
            <ul className="flex flex-col">
              {incident.companies.map((company) => (
                <li key={company.id}>
                  <Outside>{company.name}</Outside>: {affectedWords(company.affected)}
                </li>
              ))}
            </ul>
          </Described>
        )}
        <Described term="Began">
          <RelativeTime isSentence at={incident.openedAt} />
        </Described>
        {incident.closedAt && (
          <Described term="Ended">
            <RelativeTime isSentence at={incident.closedAt} />
          </Described>
        )}
        <Described term="Just before">
          {incident.changeBefore ? <Outside>{incident.changeBefore}</Outside> : 'No change found'}
        </Described>
        {incident.partOf && (
          <Described term="Part of">
            <TextLink href={`/incidents/${incident.partOf}` as Route}>the incident of all companies</TextLink>
          </Described>
        )}
        {incident.acknowledgedBy && (
          <Described term="Acknowledged">
            by <Outside>{incident.acknowledgedBy}</Outside>
          </Described>
        )}
        {isMuted && incident.mutedUntil && (
          <Described term="Muted">
            until <DateTime at={incident.mutedUntil} />: <Outside>{incident.muteReason ?? ''}</Outside>
          </Described>
        )}
      </DescriptionList>
      <IncidentActs
        incidentId={id}
        recoveries={incident.recoveries.map(({ recoverable, placeName, environmentId }) => ({
          environmentId,
          count: Math.min(recoverable, recoveredMax),
          placeName: incident.environmentId ? undefined : placeName,
        }))}
        isOpen={state === 'open'}
        isAcknowledged={incident.acknowledgedBy !== null}
        isMuted={isMuted}
        mayAct={roleMay(role, 'incident.acknowledge')}
      />
      {incident.recoveries.length === listedMax.recoveries && (
        <p className="text-quiet">The {listedMax.recoveries} environments with the most to resend are listed.</p>
      )}
      <Section title="Timeline">
        <IncidentTimeline events={timeline} />
        {timeline.length === listedMax.incidentEvents && (
          <p className="text-quiet">The first {listedMax.incidentEvents} entries are listed.</p>
        )}
      </Section>
    </>
  )
}

function IncidentSkeleton() {
  return (
    <>
      <PageHeader title="Incident" />
      <Skeleton className="h-40 w-full" />
    </>
  )
}
