'use client'

import { Button } from '@/components/ui/button'
import { buttonStyles } from '@/components/ui/button-styles'
import { awayDigest } from '@/lib/away-digest'

/** Reports a bug: what to do now, and the ID under which the log has the reason. */
export function FaultScreen({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : undefined
  if (digest === awayDigest) return <AwayScreen retry={retry} />
  return (
    <div role="alert" className="flex max-w-prose flex-col gap-3 py-10">
      <h1 className="font-semibold text-xl">Couldn’t show this page</h1>
      <p className="text-md text-quiet">
        {digest
          ? 'Try again. If it keeps happening, send this request ID to the team that runs Pushdesk.'
          : 'Try again. If it keeps happening, tell the team that runs Pushdesk.'}
      </p>
      {digest && (
        <p className="flex items-center gap-2">
          <span className="text-faint">Request ID</span>
          <code className="select-all font-mono">{digest}</code>
        </p>
      )}
      <p className="flex gap-2 pt-2">
        <Button variant="primary" onClick={retry}>
          Try again
        </Button>
        {/* A plain link: it reloads the whole page, and keeps this screen, which is part of every page, small. */}
        <a href="/" className={buttonStyles({})}>
          Go to Companies
        </a>
      </p>
    </div>
  )
}

/** Shown in place of a page if the database is unavailable. */
function AwayScreen({ retry }: { retry: () => void }) {
  return (
    <div role="alert" className="flex max-w-prose flex-col gap-3 py-10">
      <h1 className="font-semibold text-xl">Pushdesk can’t reach its database right now</h1>
      <p className="text-md text-quiet">Try again in a few seconds. Apps still get the prompt as it was last saved.</p>
      <p className="pt-2">
        <Button variant="primary" onClick={retry}>
          Try again
        </Button>
      </p>
    </div>
  )
}
