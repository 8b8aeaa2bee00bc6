'use client'

import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/overlays/dialog'
import { CopyButton } from '@/components/ui/text/copy-button'

/** Shows a new token, only once, with a call to try it. */
export function NewServiceToken({ token, done }: { token: string; done: () => void }) {
  const curl = `curl -H 'Authorization: Bearer ${token}' ${location.origin}/api/v1/manage/companies`
  return (
    <div className="flex flex-col gap-3">
      <p role="status">Copy the token now. It won’t be shown again.</p>
      <p className="break-all rounded-control border bg-neutral-2 p-2.5 font-mono text-sm">{token}</p>
      <p>To try it, list the companies that it has access to:</p>
      <p className="break-all rounded-control border bg-neutral-2 p-2.5 font-mono text-sm">{curl}</p>
      <DialogActions>
        <CopyButton text={curl} label="Copy curl" size="medium" />
        <CopyButton text={token} label="Copy token" size="medium" />
        <Button variant="primary" onClick={done}>
          Done
        </Button>
      </DialogActions>
    </div>
  )
}
