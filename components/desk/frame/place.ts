'use client'

import { useParams } from 'next/navigation'
import { useEffect, useSyncExternalStore } from 'react'
import type { WorkspaceCompany } from '@/lib/companies/workspace'
import { allPlaces, type Place, placeAt } from './places'
import { rememberPlace } from './recent-places'

/** The environment in the URL, if there is one. */
export function usePlace(companies: readonly WorkspaceCompany[]): Place | undefined {
  const { company, app, environment } = useParams<{ company?: string; app?: string; environment?: string }>()
  return placeAt(companies, `/${company}/${app}/${environment}`)
}

/** The environment of the page. On pages without one, the last one opened, or else the first. */
export function useLastPlace(companies: readonly WorkspaceCompany[], remembered: string | undefined) {
  const here = usePlace(companies)
  const last = useSyncExternalStore(lastOpened.subscribe, lastOpened.path, () => undefined)
  useIsOpen(here?.environment.path)
  return here ?? placeAt(companies, last ?? remembered) ?? allPlaces(companies).at(0)
}

/** Marks an environment as open even if the URL isn't in it. The rail follows, and the next visit starts there. */
export function useIsOpen(path: string | undefined) {
  useEffect(() => {
    if (!path) return
    rememberPlace(path)
    lastOpened.set(path)
  }, [path])
}

const lastOpened = store()

function store() {
  let current: string | undefined
  const followers = new Set<() => void>()
  return {
    path: () => current,
    set(path: string) {
      current = path
      for (const follow of followers) follow()
    },
    subscribe(follow: () => void) {
      followers.add(follow)
      return () => void followers.delete(follow)
    },
  }
}
