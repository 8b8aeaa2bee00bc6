'use client'

import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { buttonStyles } from '@/components/ui/button-styles'
import { PageTitle } from '@/components/ui/page-title'
import { awayDigest } from '@/lib/away-digest'
import { isOutdated, loadAgain, type RestartNote, startAgain } from './start-again'

/** Shown in place of a page that failed: the reason, and what to do now. */
export function ErrorScreen({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <>
      <PageTitle>Couldn’t show this page</PageTitle>
      {isOutdated(error) ? <OutdatedScreen error={error} /> : <FaultScreen error={error} retry={retry} />}
    </>
  )
}

/** The page predates an update. Reloads it once by itself. */
function OutdatedScreen({ error }: { error: unknown }) {
  const [outcome, setOutcome] = useState<RestartNote>()
  useEffect(() => void startAgain(error).then(setOutcome), [error])
  return (
    <div role="alert" className="flex max-w-prose flex-col gap-3 py-10">
      <h1 className="font-semibold text-xl">{outcome?.title ?? 'Part of this page didn’t load'}</h1>
      <p className="text-md text-quiet">{outcome?.description} What you typed is kept.</p>
      <p className="pt-2">
        <Button variant="primary" onClick={loadAgain}>
          Reload
        </Button>
      </p>
    </div>
  )
}

/** Reports a bug: what to do now, and the ID under which the log has the reason. */
function FaultScreen({ error, retry }: { error: unknown; retry: () => void }) {
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
