'use client'

import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { onDemand } from '@/components/ui/on-demand'
import { PageTitle } from '@/components/ui/page-title'
import { isOutdated, loadAgain, type RestartNote, startAgain, waitForCode } from './start-again'

const FaultScreen = onDemand(() => import('./fault-screen').then((loaded) => loaded.FaultScreen))

/** If the code is gone by the time of an error, that is shown instead: the page is outdated. */
export const preloadErrorScreen = FaultScreen.preload

/** Shown in place of a page that failed: the reason, and what to do now. */
export function ErrorScreen({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <>
      <PageTitle>Couldn’t show this page</PageTitle>
      {isOutdated(error) ? <OutdatedScreen error={error} /> : <FaultScreen error={error} retry={retry} />}
    </>
  )
}

/** The page predates an update, or the server went away while it opened. Reloads it once by itself. */
function OutdatedScreen({ error }: { error: unknown }) {
  const [outcome, setOutcome] = useState<RestartNote>()
  useEffect(() => {
    void waitForCode(error).then((mayHelp) => (mayHelp ? loadAgain() : startAgain(error).then(setOutcome)))
  }, [error])
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
