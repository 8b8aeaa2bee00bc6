'use client'

import { useParams } from 'next/navigation'
import { useEffect, useSyncExternalStore } from 'react'
import type { WorkspaceCompany } from '@/lib/companies/workspace'
import { allPlaces, type Place, placeAt } from './places'
import { rememberPlace } from './recent-places'

/** The environment that the URL is in, if it is in one. */
export function usePlace(companies: readonly WorkspaceCompany[]): Place | undefined {
  const { company, app, environment } = useParams<{ company?: string; app?: string; environment?: string }>()
  return placeAt(companies, `/${company}/${app}/${environment}`)
}

/** The environment of the page, or on pages outside of one the last that was open, or the first there is. */
export function useLastPlace(companies: readonly WorkspaceCompany[], remembered: string | undefined) {
  const here = usePlace(companies)
  const last = useSyncExternalStore(lastOpened.subscribe, lastOpened.path, () => undefined)
  useIsOpen(here?.environment.path)
  return here ?? placeAt(companies, last ?? remembered) ?? allPlaces(companies).at(0)
}

/** The page is about this environment, also where its URL isn’t in one: the rail follows, and the next visit begins there. */
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
