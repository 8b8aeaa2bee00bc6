'use client'

import { Mail } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogActions, DialogClose } from '@/components/ui/overlays/dialog'
import { CodeBlock } from '@/components/ui/text/code-block'
import { CopyButton } from '@/components/ui/text/copy-button'
import type { NextAction } from '@/lib/diagnosis/schema'
import { roleWord } from '@/lib/staff/roles'
import { isolated } from '@/lib/text/isolated'

type Props = { people: NextAction['people']; subject: string; note: () => string }

/** Names the colleagues who must act, with their addresses and what they need to know. */
export function TellColleague({ people, subject, note }: Props) {
  const [first, ...others] = people
  if (!first) return null
  const whom = others.length === 0 ? isolated(first.name) : `${isolated(first.name)} or ${others.length} more`
  return (
    <Dialog
      title={`Tell ${whom}`}
      description="Send them this note. It contains the cause, the facts, the IDs, and a link to this page."
      isWide
      trigger={
        <Button icon={<Mail aria-hidden className="size-3.5" />} data-shortcut="a" aria-keyshortcuts="a">
          Tell {whom}
        </Button>
      }
    >
      <TellWhom {...{ people, subject, note }} />
    </Dialog>
  )
}

/** Writes the note when the dialog opens, because the server that renders the button doesn't know the page's URL. */
function TellWhom({ people, subject, note: write }: Props) {
  const note = write()
  return (
    <>
      <ul aria-label="People" className="flex flex-col gap-1">
        {people.map(({ name, email, role }) => (
          <li key={email} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="font-medium">{isolated(name)}</span>
            <span className="text-quiet">{roleWord(role)}</span>
            <a
              className="text-accent-text underline-offset-2 hover:underline"
              href={`mailto:${encodeURIComponent(email)}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(note)}`}
            >
              {email}
            </a>
            <CopyButton isIconOnly text={email} label={`Copy the address of ${isolated(name)}`} />
          </li>
        ))}
      </ul>
      <CodeBlock label="Note" code={note} maxHeightPx={320} isWrapped />
      <DialogActions>
        <DialogClose>Close</DialogClose>
      </DialogActions>
    </>
  )
}
