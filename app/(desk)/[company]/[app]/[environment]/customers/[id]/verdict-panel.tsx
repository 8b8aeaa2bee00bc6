'use client'

import { type ReactNode, useMemo } from 'react'
import { askPhoneAction } from '@/app/(desk)/[company]/[app]/[environment]/devices/actions'
import { VerdictLine } from '@/components/diagnosis/verdict-line'
import { onDemand } from '@/components/ui/on-demand'
import { CopyButton } from '@/components/ui/text/copy-button'
import { useKeys } from '@/components/ui/use-keys'
import { type CaseOf, caseNote } from '@/lib/diagnosis/case-note'
import { isolated } from '@/lib/text/isolated'
import { ActButton } from './act-button'
import { TellColleague } from './tell-colleague'

const AskPhone = onDemand(() => import('@/components/probes/ask-phone').then((loaded) => loaded.AskPhone))

export type PanelPlace = { environmentId: string; path: string }
type Props = { about: CaseOf; place: PanelPlace; pagePath: string; actions?: ReactNode; children?: ReactNode }

/** The verdict with its facts and the reader's actions. */
export function VerdictPanel({ about, place, pagePath, actions, children }: Props) {
  const { verdict, customer, asked } = about
  const { act, people } = verdict.nextAction
  const name = customer?.userId ?? customer?.anonymousId ?? asked ?? 'The customer'
  const note = useMemo(() => () => noteOf(about, place, pagePath), [about, place, pagePath])
  const phone = askedPhone(about, place)
  const press = (key: string) => document.querySelector<HTMLElement>(`[data-shortcut="${key}"]`)?.click()
  useKeys({ a: () => press('a'), c: () => press('c') })
  return (
    <section aria-label="Verdict" className="flex flex-col gap-3">
      <VerdictLine
        verdict={verdict}
        actions={
          <>
            {act && <ActButton act={act} environmentId={place.environmentId} name={isolated(name)} />}
            <TellColleague people={people} subject={`Push notifications: ${verdict.cause}`} note={note} />
            <CopyButton size="medium" text={note} label="Copy for the ticket" shortcut="c" />
            {actions}
          </>
        }
      />
      {phone && <AskPhone device={phone} ask={askPhoneAction} mayAsk={false} />}
      {children}
    </section>
  )
}

/** The phone to ask why, or the one that was asked. */
function askedPhone({ verdict: { cause, nextAction } }: CaseOf, { environmentId }: PanelPlace) {
  const { act } = nextAction
  const isAbout = act?.kind === 'ask_the_phone' || cause === 'phone_answered' || cause === 'phone_silent'
  return isAbout && act?.deviceId ? { environmentId, deviceId: act.deviceId } : undefined
}

function noteOf(about: CaseOf, { path }: PanelPlace, pagePath: string) {
  const [, company = '', app = '', environment = ''] = path.split('/')
  return caseNote(about, { company, app, environment, url: `${location.origin}${pagePath}`, now: new Date() })
}
