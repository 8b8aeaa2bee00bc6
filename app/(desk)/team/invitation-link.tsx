'use client'

import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/overlays/dialog'
import { CopyButton } from '@/components/ui/text/copy-button'
import { Outside } from '@/components/ui/text/outside'
import { plural } from '@/lib/format/number'

type Props = { path: string; name: string; isMailed: boolean; validDays: number; done: () => void }

/** Shows a new link, only once, and how the person gets it. */
export function InvitationLink({ path, name, isMailed, validDays, done }: Props) {
  const link = `${location.origin}${path}`
  return (
    <div className="flex flex-col gap-3">
      <p role="status">
        {isMailed ? 'Pushdesk emails' : 'Give'} <Outside>{name}</Outside> this link. It works once, within{' '}
        {plural(validDays, 'day')}, and won’t be shown again.
      </p>
      <p className="break-all rounded-control border bg-neutral-2 p-2.5 font-mono text-sm">{link}</p>
      <DialogActions>
        <CopyButton text={link} label="Copy link" size="medium" />
        <Button variant="primary" onClick={done}>
          Done
        </Button>
      </DialogActions>
    </div>
  )
}
