'use client'

import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/overlays/dialog'
import { CopyButton } from '@/components/ui/text/copy-button'

export function InvitationLink({ path, done, children }: { path: string; done: () => void; children: ReactNode }) {
  const link = `${location.origin}${path}`
  return (
    <div className="flex flex-col gap-3">
      <p role="status">{children}</p>
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
