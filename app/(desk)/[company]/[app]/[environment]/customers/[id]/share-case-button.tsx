'use client'

import { Share2 } from 'lucide-react'
import { useState, useTransition } from 'react'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Checkbox } from '@/components/ui/form/checkbox'
import { Select } from '@/components/ui/form/select'
import { Dialog, DialogActions, DialogClose } from '@/components/ui/overlays/dialog'
import { CodeBlock } from '@/components/ui/text/code-block'
import { DateTime } from '@/components/ui/time/date-time'
import { shareCaseAction } from './actions'

type Props = { environmentId: string; customerId: string; notificationId?: string }

/** Saves the current verdict for someone without an account. */
export function ShareCaseButton(props: Props) {
  return (
    <Dialog
      title="Share this case"
      description="Saves the current verdict with its steps, times, and IDs. Anyone with the link can read it without an account."
      trigger={<Button icon={<Share2 aria-hidden className="size-3.5" />}>Share…</Button>}
    >
      <ShareForm {...props} />
    </Dialog>
  )
}

const spans = [
  { value: '1', label: '1 day' },
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
] as const
type Span = (typeof spans)[number]['value']

function ShareForm(props: Props) {
  const [span, setSpan] = useState<Span>('7')
  const [hasTexts, setHasTexts] = useState(false)
  const [message, setMessage] = useState<string>()
  const [shared, setShared] = useState<{ path: string; expiresAt: Date }>()
  const [isPending, startTransition] = useTransition()
  const share = () =>
    startTransition(async () => {
      const days = { '1': 1, '7': 7, '30': 30 } as const
      const state = await acted(() => shareCaseAction({ ...props, days: days[span], hasTexts }))
      if (state.ok) setShared(state.result)
      else setMessage(state.message)
    })

  if (shared)
    return (
      <>
        <Callout tone="good" title="Case file created" isLive>
          The link works until <DateTime at={shared.expiresAt} />. It won’t be shown again. You can revoke it on this
          page.
        </Callout>
        <CodeBlock label="Link" code={`${location.origin}${shared.path}`} isWrapped />
        <DialogActions>
          <DialogClose>Close</DialogClose>
        </DialogActions>
      </>
    )
  return (
    <>
      <Select label="Expires after" options={spans} value={span} onValueChange={setSpan} />
      <Checkbox
        label="Include the title and body of the message"
        hint="If this is off, the case file contains no message text."
        checked={hasTexts}
        onCheckedChange={setHasTexts}
      />
      {message && (
        <Callout tone="failure" title="Couldn’t share the case" isLive>
          {message}
        </Callout>
      )}
      <DialogActions>
        <DialogClose>Cancel</DialogClose>
        <Button variant="primary" isPending={isPending} onClick={share}>
          Create link
        </Button>
      </DialogActions>
    </>
  )
}
