'use client'

import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { CopyButton } from '@/components/ui/copy-button'

export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  return (
    <div className="flex max-w-lg flex-col gap-3">
      <Callout tone="good" title="Two-factor authentication is on" isLive>
        Save these recovery codes together with your password. Each one works once instead of a code from the app. They
        won’t be shown again.
      </Callout>
      <ul className="grid grid-cols-1 gap-x-6 gap-y-1 rounded-surface border bg-neutral-2 p-3 font-mono text-sm sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex gap-2">
        <CopyButton text={codes.join('\n')} label="Copy codes" size="medium" />
        <Button variant="primary" onClick={onDone}>
          I’ve saved these codes
        </Button>
      </div>
    </div>
  )
}
