'use client'

import { useState } from 'react'
import { failureWords } from '@/components/desk/desk-fetch'
import { BottomBar } from '@/components/ui/bottom-bar'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/form/select'
import { toast } from '@/components/ui/overlays/toast'
import { useKeys } from '@/components/ui/use-keys'
import { plural, pluralWord } from '@/lib/format/number'
import type { AppsEdit } from '@/lib/prompts/publishing/change-apps'
import { BulkReview, type Reviewed } from './bulk-review'
import type { AppRow } from './matrix-rows'
import { appsReview } from './review-apps.query'

type Choice = 'off' | 'on-100000' | 'on-50000' | 'on-10000' | 'inherit'

type Props = {
  rows: AppRow[]
  /** Selected apps that the filter hides. The change skips them. */
  hiddenCount: number
  showAll: () => void
  onDone: () => void
}

/**
 * Applies one change, with one review, to the selected apps that are shown. A company's apps change together or not at
 * all.
 */
export function BulkBar({ rows, hiddenCount, showAll, onDone }: Props) {
  const [environmentName, setEnvironment] = useState<'production' | 'sandbox'>('production')
  const [choice, setChoice] = useState<Choice>('off')
  const [reviewed, setReviewed] = useState<Reviewed[]>()
  const [isPending, setPending] = useState(false)
  const edit = editOf(choice)

  async function review() {
    setPending(true)
    try {
      const found: Reviewed[] = []
      for (const group of groupsOf(rows, environmentName)) {
        const { companyId, appIds } = group
        found.push({ ...group, review: await appsReview({ companyId, appIds, environmentName, edit }) })
      }
      if (found.some(({ review: { apps } }) => apps.length > 0)) setReviewed(found)
      else
        toast.info(
          found.length
            ? 'These apps already have this configuration'
            : `None of these apps has a ${environmentName} environment`,
        )
    } catch (error) {
      toast.failure('Couldn’t open the review', { description: failureWords(error) })
    } finally {
      setPending(false)
    }
  }

  useKeys({ r: () => !isPending && rows.length > 0 && void review(), Escape: onDone })

  return (
    <>
      <BottomBar label="Selected apps">
        <div aria-live="polite" className="min-w-0 flex-1">
          <p className="whitespace-nowrap font-semibold">{plural(rows.length, 'app')} selected</p>
          {hiddenCount > 0 && (
            <p className="text-quiet text-sm">
              {plural(hiddenCount, 'more selected app')} {pluralWord(hiddenCount, 'is', 'are')} hidden by the filter and{' '}
              {pluralWord(hiddenCount, 'stays', 'stay')} as {pluralWord(hiddenCount, 'it is', 'they are')}.{' '}
              <button type="button" onClick={showAll} className="rounded-sm text-accent-text underline">
                Show {pluralWord(hiddenCount, 'it', 'them')}
              </button>
            </p>
          )}
        </div>
        <Button variant="ghost" onClick={onDone} className="md:order-1">
          Clear
        </Button>
        <div className="flex w-full items-center gap-2 md:order-1 md:w-auto">
          <Select
            label="Environment"
            isLabelHidden
            className="min-w-0 flex-1 md:w-32"
            value={environmentName}
            onValueChange={setEnvironment}
            options={[
              { value: 'production', label: 'Production' },
              { value: 'sandbox', label: 'Sandbox' },
            ]}
          />
          <Select
            label="Change"
            isLabelHidden
            className="min-w-0 flex-1 md:w-44"
            value={choice}
            onValueChange={setChoice}
            options={[
              { value: 'off', label: 'Turn off' },
              { value: 'on-100000', label: 'On for everyone' },
              { value: 'on-50000', label: 'On for 50%' },
              { value: 'on-10000', label: 'On for 10%' },
              { value: 'inherit', label: 'Reset to inherited' },
            ]}
          />
          <Button variant="primary" isPending={isPending} disabled={rows.length === 0} onClick={() => void review()}>
            Review
          </Button>
        </div>
      </BottomBar>
      {reviewed && (
        <BulkReview
          reviewed={reviewed}
          input={{ environmentName, edit }}
          onClose={() => setReviewed(undefined)}
          onDone={() => {
            setReviewed(undefined)
            onDone()
          }}
        />
      )}
    </>
  )
}

function editOf(choice: Choice): AppsEdit {
  if (choice === 'off' || choice === 'inherit') return { kind: choice }
  return { kind: 'on', share: Number(choice.slice(3)) }
}

function groupsOf(rows: AppRow[], environmentName: string) {
  const groups = new Map<string, Omit<Reviewed, 'review'>>()
  for (const { companyId, companyName, appId, cells } of rows) {
    if (!cells.some((cell) => cell.environmentName === environmentName)) continue
    const group = groups.get(companyId) ?? { companyId, companyName, appIds: [] }
    group.appIds.push(appId)
    groups.set(companyId, group)
  }
  return [...groups.values()]
}
