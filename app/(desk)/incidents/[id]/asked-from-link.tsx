import type { Route } from 'next'
import { forPage } from '@/app/_server/doors'
import { ButtonLink } from '@/components/ui/button-link'
import { Callout } from '@/components/ui/callout'
import { PageHeader } from '@/components/ui/page-header'
import { Outside } from '@/components/ui/text/outside'
import { showIncident } from '@/lib/incidents/show-incident'
import { roleMay } from '@/lib/permissions'
import { AcknowledgeForm, MuteForm } from './link-forms'

type Asked = 'acknowledge' | 'mute'

/** The target of a link in a message. Opening it changes nothing; the button acts as the signed-in person. */
export async function AskedFromLink({ incidentId, asked }: { incidentId: string; asked: Asked }) {
  const incident = await forPage((ctx) => showIncident(ctx, { incidentId }))
  const mayAct = roleMay(incident.readersRole, `incident.${asked}`)
  const { placeName, sentence } = incident
  const notNow = whyNot({ ...incident, asked, mayAct })
  return (
    <>
      <PageHeader
        title={asked === 'mute' ? 'Mute this incident?' : 'Acknowledge this incident?'}
        description={
          <>
            <Outside>{placeName}</Outside>: {sentence}
          </>
        }
        actions={<ButtonLink href={`/incidents/${incidentId}` as Route}>Open incident</ButtonLink>}
      />
      {notNow ? (
        <Callout title={notNow} />
      ) : asked === 'mute' ? (
        <MuteForm incidentId={incidentId} />
      ) : (
        <AcknowledgeForm incidentId={incidentId} />
      )}
    </>
  )
}

type Now = { asked: Asked; mayAct: boolean; state: string; acknowledgedBy: string | null }

function whyNot({ asked, mayAct, state, acknowledgedBy }: Now): string | undefined {
  if (!mayAct) return 'Your role doesn’t allow this. Ask an admin.'
  if (state === 'closed') return 'This incident is closed already.'
  if (asked === 'acknowledge' && acknowledgedBy) return `${acknowledgedBy} has acknowledged it already.`
  return undefined
}
