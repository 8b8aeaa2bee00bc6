'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { ChangeList } from '@/app/(desk)/[company]/[app]/[environment]/prompt/history/change-list'
import {
  ConfirmationActions,
  ConfirmationFields,
  useConfirmation,
} from '@/app/(desk)/[company]/[app]/[environment]/prompt/review/confirmation'
import { AffectedClients } from '@/app/(desk)/[company]/[app]/[environment]/prompt/review/impact-summary'
import { WarningList } from '@/app/(desk)/[company]/[app]/[environment]/prompt/review/warning-list'
import { ShareTimeline } from '@/app/(desk)/[company]/[app]/[environment]/prompt/schedule/share-timeline'
import { acted } from '@/components/desk/acted'
import { Callout } from '@/components/ui/callout'
import { Sheet } from '@/components/ui/overlays/sheet'
import { Section } from '@/components/ui/section'
import { Outside } from '@/components/ui/text/outside'
import { formatNumber, plural } from '@/lib/format/number'
import type { AppsEdit } from '@/lib/prompts/publishing/change-apps'
import { changeAppsAction } from './actions'
import { offerBulkUndo } from './bulk-undo'
import type { AppsReview } from './review-apps.query'

export type Reviewed = { companyId: string; companyName: string; appIds: string[]; review: AppsReview }
type Saved = Parameters<typeof offerBulkUndo>[0]['saved']
type RefusedGroup = { companyName: string; apps: string[]; reason: string }

type Props = {
  reviewed: Reviewed[]
  input: { environmentName: 'production' | 'sandbox'; edit: AppsEdit }
  onClose: () => void
  onDone: () => void
}

/**
 * Shows every app's changes by company. Names the apps that were refused, and offers undo for those that were saved.
 */
export function BulkReview({ reviewed, input, onClose, onDone }: Props) {
  const router = useRouter()
  const [open, setOpen] = useState(reviewed.filter(({ review }) => review.apps.length > 0))
  const [isPending, setPending] = useState(false)
  const [refused, setRefused] = useState<RefusedGroup[]>([])
  const count = open.reduce((sum, { review }) => sum + review.apps.length, 0)
  const wanted = appsIn(count)
  const needsTyping = open.some(({ review }) => review.typed !== null)
  const waiting = open.flatMap(({ review }) => review.approval)
  const unchanged = reviewed.flatMap(({ review }) => review.unchanged)
  const confirmation = useConfirmation({ comment: needsTyping, typed: needsTyping ? wanted : null })
  const { comment, missing, focusMissing } = confirmation

  async function save(event: FormEvent) {
    event.preventDefault()
    if (isPending) return
    if (missing.length > 0) return focusMissing()
    setPending(true)
    const saved: Saved = []
    const proposed: string[] = []
    const left: (Reviewed & { reason: string })[] = []
    for (const group of open) {
      const { companyId, appIds, review } = group
      const reviewedAs = { hash: review.hash, typed: review.typed ?? '' }
      const change = { ...input, companyId, appIds, comment, confirmation: reviewedAs }
      const state = await acted(() => changeAppsAction(change)).catch(() => undefined)
      if (state?.ok) {
        saved.push(...state.result.saved)
        proposed.push(...state.result.proposed)
      } else left.push({ ...group, reason: state?.message ?? 'Pushdesk didn’t respond. Try again.' })
    }
    if (saved.length + proposed.length > 0) {
      offerBulkUndo({ saved, proposed, environmentName: input.environmentName, onUndone: () => router.refresh() })
      router.refresh()
    }
    if (left.length === 0) return onDone()
    setOpen(left)
    setRefused(left.map(({ companyName, review, reason }) => ({ companyName, reason, apps: namesOf(review) })))
    setPending(false)
  }

  return (
    <Sheet title="Review" open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <form onSubmit={(event) => void save(event)} className="flex min-h-full flex-col gap-6 px-4 pt-4">
        {refused.map(({ companyName, apps, reason }) => (
          <Callout key={companyName} tone="failure" isLive title={`Couldn’t change the apps of ${companyName}`}>
            {apps.join(', ')}: {reason}
          </Callout>
        ))}
        <Section title="Impact">
          <AffectedClients clients={allClients(open)} />
        </Section>
        {open.map(({ companyId, companyName, review }) => (
          <Section key={companyId} title={<Outside>{companyName}</Outside>}>
            {review.apps.map(({ appId, appName, clients, changes, shares, warnings }) => (
              <div key={appId} className="flex flex-col gap-2 pb-2">
                <h3 className="font-medium">
                  <Outside>{appName}</Outside>
                </h3>
                <p className="text-quiet">{affectedOf(clients)}</p>
                <ChangeList changes={changes} />
                {shares.from.length > 1 && <ShareTimeline {...shares} />}
                <WarningList warnings={warnings} />
              </div>
            ))}
          </Section>
        ))}
        {waiting.length > 0 && (
          <p className="text-quiet">A second person must approve the change to {waiting.join(', ')}.</p>
        )}
        {unchanged.length > 0 && <p className="text-quiet">No change needed: {unchanged.join(', ')}.</p>}
        <ConfirmationFields confirmation={confirmation} />
        <ConfirmationActions missing={missing} isPending={isPending} onBack={onClose}>
          {waiting.length > 0 && waiting.length === count ? 'Send for approval' : `Change ${wanted}`}
        </ConfirmationActions>
      </form>
    </Sheet>
  )
}

type Clients = AppsReview['apps'][number]['clients']

/** Sums the clients, because apps have none in common. */
function allClients(reviewed: Reviewed[]): Clients {
  const all = reviewed.flatMap(({ review }) => review.apps.map(({ clients }) => clients))
  const sum = (pick: (clients: Clients) => number) => all.reduce((total, clients) => total + pick(clients), 0)
  return {
    seen: sum(({ seen }) => seen),
    before: sum(({ before }) => before),
    after: sum(({ after }) => after),
    gained: sum(({ gained }) => gained),
    lost: sum(({ lost }) => lost),
    isSample: all.some(({ isSample }) => isSample),
    windowDays: all[0]?.windowDays ?? 0,
  }
}

function affectedOf({ seen, gained, lost, windowDays }: Clients) {
  if (seen === 0) return `No clients in the last ${windowDays} days`
  return `${formatNumber(gained + lost)} of ${plural(seen, 'client')} affected`
}

const namesOf = (review: Reviewed['review']) => review.apps.map(({ appName }) => appName)
const appsIn = (count: number) => plural(count, 'app')
