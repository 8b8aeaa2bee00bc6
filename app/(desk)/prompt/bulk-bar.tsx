'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { ChangeList } from '@/app/(desk)/[company]/[app]/[environment]/prompt/change-list'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Section } from '@/components/ui/section'
import { Select } from '@/components/ui/select'
import { Sheet } from '@/components/ui/sheet'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import { toast } from '@/components/ui/toast'
import type { AppRow } from './matrix-rows'
import { type Answer, promptAct, refusalWords } from './prompt-acts'

type Choice = 'off' | 'on-100000' | 'on-50000' | 'on-10000' | 'inherit'
type Group = { companyId: string; companyName: string; appIds: string[] }
type Reviewed = Group & { review: Answer<'review-apps'> }

/** One change for all selected apps: one review, and for each company all of its apps or none. */
export function BulkBar({ rows, onDone }: { rows: AppRow[]; onDone: () => void }) {
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
        found.push({ ...group, review: await promptAct('review-apps', { companyId, appIds, environmentName, edit }) })
      }
      setReviewed(found)
    } catch (error) {
      toast.failure('It could not be reviewed', { description: refusalWords(error) })
    } finally {
      setPending(false)
    }
  }

  return (
    <section
      aria-label="Selected apps"
      className="fixed inset-x-0 bottom-0 z-40 border-t border-line-strong bg-raised md:left-[232px]"
    >
      <div className="mx-auto flex max-w-[1280px] flex-wrap items-center gap-3 px-4 py-3 md:px-8">
        <p className="mr-auto font-semibold">
          {rows.length} {rows.length === 1 ? 'app' : 'apps'} selected
        </p>
        <Select
          label="Environment"
          isLabelHidden
          className="w-32"
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
          className="w-48"
          value={choice}
          onValueChange={setChoice}
          options={[
            { value: 'off', label: 'Turn off' },
            { value: 'on-100000', label: 'On for everybody' },
            { value: 'on-50000', label: 'On for 50 %' },
            { value: 'on-10000', label: 'On for 10 %' },
            { value: 'inherit', label: 'Inherit' },
          ]}
        />
        <Button variant="ghost" onClick={onDone}>
          Clear
        </Button>
        <Button variant="primary" isPending={isPending} onClick={() => void review()}>
          Review
        </Button>
      </div>
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
    </section>
  )
}

type ReviewProps = {
  reviewed: Reviewed[]
  input: { environmentName: string; edit: object }
  onClose: () => void
  onDone: () => void
}

function BulkReview({ reviewed, input, onClose, onDone }: ReviewProps) {
  const router = useRouter()
  const [comment, setComment] = useState('')
  const [typed, setTyped] = useState('')
  const [isPending, setPending] = useState(false)
  const [message, setMessage] = useState<string>()
  const count = reviewed.reduce((sum, { review }) => sum + review.apps.length, 0)
  const needsTyping = reviewed.some(({ review }) => review.typed !== null)
  const wanted = `${count} ${count === 1 ? 'app' : 'apps'}`

  async function save(event: FormEvent) {
    event.preventDefault()
    setPending(true)
    setMessage(undefined)
    try {
      for (const { companyId, appIds, review } of reviewed)
        await promptAct('change-apps', {
          ...input,
          companyId,
          appIds,
          comment,
          confirmation: { hash: review.hash, typed: review.typed ?? '' },
        })
      toast.good(`${wanted} changed`)
      router.refresh()
      onDone()
    } catch (error) {
      setMessage(refusalWords(error))
      setPending(false)
    }
  }

  return (
    <Sheet title="Review" open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <form onSubmit={(event) => void save(event)} className="flex flex-col gap-6 p-4">
        {message && <Callout tone="failure" isLive title={message} />}
        {reviewed.map(({ companyId, companyName, review }) => (
          <Section key={companyId} title={companyName}>
            {review.apps.map(({ appName, changes }) => (
              <div key={appName} className="flex flex-col gap-2">
                <h3 className="font-medium">{appName}</h3>
                <ChangeList changes={changes} />
              </div>
            ))}
          </Section>
        ))}
        <TextArea
          label="Comment"
          isOptional={!needsTyping}
          rows={2}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
        {needsTyping && (
          <TextField
            label={
              <>
                This is production. Type <span className="font-mono text-sm">{wanted}</span> to confirm
              </>
            }
            value={typed}
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Back</Button>
          <Button
            type="submit"
            variant="primary"
            isPending={isPending}
            disabled={needsTyping && (typed.trim() !== wanted || !comment.trim())}
          >
            Change {wanted}
          </Button>
        </div>
      </form>
    </Sheet>
  )
}

function editOf(choice: Choice) {
  if (choice === 'off' || choice === 'inherit') return { kind: choice }
  return { kind: 'on', share: Number(choice.slice(3)) }
}

function groupsOf(rows: AppRow[], environmentName: string): Group[] {
  const groups = new Map<string, Group>()
  for (const { companyId, companyName, appId, cells } of rows) {
    if (!cells.some((cell) => cell.environmentName === environmentName)) continue
    const group = groups.get(companyId) ?? { companyId, companyName, appIds: [] }
    group.appIds.push(appId)
    groups.set(companyId, group)
  }
  return [...groups.values()]
}
