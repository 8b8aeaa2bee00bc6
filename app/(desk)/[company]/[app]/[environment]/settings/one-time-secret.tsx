'use client'

import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { DialogActions } from '@/components/ui/overlays/dialog'
import { CopyButton } from '@/components/ui/text/copy-button'

type Props = { secret: string; name: string; children: string }

/** Shows a new secret in full, only once. */
export function OneTimeSecret(props: Props) {
  return <Shown {...props} tone="warning" title="Copy it now: it won’t be shown again" />
}

/** The same in place of a dialog's form. */
export function OneTimeSecretInDialog({ close, ...shown }: Props & { close: () => void }) {
  return (
    <div className="flex flex-col gap-3">
      <OneTimeSecret {...shown} />
      <DialogActions>
        <Button variant="primary" onClick={close}>
          Done
        </Button>
      </DialogActions>
    </div>
  )
}

/** Shows a new value that can be read again later. */
export function ShownNow(props: Props) {
  return <Shown {...props} tone="good" title="Key created" />
}

function Shown({ secret, name, tone, title, children }: Props & { tone: 'warning' | 'good'; title: string }) {
  return (
    <Callout tone={tone} isLive title={title}>
      <span className="flex flex-col gap-2">
        <span>{children}</span>
        <span className="flex min-w-0 flex-wrap items-center gap-2">
          <code className="min-w-0 break-all rounded-control border bg-raised px-2 py-1 font-mono text-sm text-text">
            {secret}
          </code>
          <CopyButton text={secret} label={`Copy ${name}`} />
        </span>
      </span>
    </Callout>
  )
}
