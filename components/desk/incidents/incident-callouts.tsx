'use client'

import type { Route } from 'next'
import { ButtonLink } from '@/components/ui/button-link'
import { Callout } from '@/components/ui/callout'
import { Outside } from '@/components/ui/text/outside'
import { TextLink } from '@/components/ui/text/text-link'
import { RelativeWords } from '@/components/ui/time/relative-time'
import { plural } from '@/lib/format/number'
import type { OpenIncident } from './incidents.query'

const shownMax = 3

type Props = { incidents: readonly OpenIncident[]; isPlaceShown: boolean }

/** Each incident in one sentence, with its next action and whom it affects. */
export function IncidentCallouts({ incidents, isPlaceShown }: Props) {
  const more = incidents.length - shownMax
  return (
    <section aria-label="Open incidents" aria-live="polite" className="flex flex-col gap-2">
      {incidents.slice(0, shownMax).map((incident) => (
        <OpenIncidentCallout key={incident.id} incident={incident} isPlaceShown={isPlaceShown} />
      ))}
      {more > 0 && (
        <p className="text-quiet">
          <TextLink href="/incidents">{plural(more, 'more incident')}</TextLink>
        </p>
      )}
    </section>
  )
}

function OpenIncidentCallout({ incident, isPlaceShown }: { incident: OpenIncident; isPlaceShown: boolean }) {
  const { id, severity, sentence, action, placeName, openedAt, affected, isAcknowledged } = incident
  return (
    <Callout
      tone={severity === 'critical' ? 'failure' : 'warning'}
      title={
        isPlaceShown ? (
          <>
            <Outside>{placeName}</Outside>: {sentence}
          </>
        ) : (
          sentence
        )
      }
      action={<ButtonLink href={`/incidents/${id}` as Route}>Open incident</ButtonLink>}
    >
      {action} Open for <RelativeWords at={openedAt} isBare />
      {affectedWords(affected)}
      {isAcknowledged ? ', acknowledged.' : '.'}
    </Callout>
  )
}

function affectedWords({ customers, waiting, lost }: OpenIncident['affected']) {
  if (waiting + lost === 0) return null
  return `: ${plural(customers, 'customer')} affected, ${plural(waiting, 'delivery', 'deliveries')} waiting, ${lost} lost`
}
