'use client'

import { useParams } from 'next/navigation'
import { useEffect } from 'react'
import type { WorkspaceApp, WorkspaceCompany, WorkspaceEnvironment } from '@/lib/companies/workspace'
import { rememberInCookie } from './remember-in-cookie'

export type Place = { company: WorkspaceCompany; app: WorkspaceApp; environment: WorkspaceEnvironment }

/** The environment that the URL is in, if it is in one. */
export function usePlace(companies: readonly WorkspaceCompany[]): Place | undefined {
  const { company, app, environment } = useParams<{ company?: string; app?: string; environment?: string }>()
  return placeAt(companies, `/${company}/${app}/${environment}`)
}

/** The environment of the page, or on pages outside of one the last that was open, or the first there is. */
export function useLastPlace(companies: readonly WorkspaceCompany[], remembered: string | undefined) {
  const here = usePlace(companies)
  const path = here?.environment.path
  useEffect(() => {
    if (path) rememberInCookie('place', path)
  }, [path])
  return here ?? placeAt(companies, remembered ?? '') ?? firstPlace(companies)
}

function placeAt(companies: readonly WorkspaceCompany[], path: string) {
  return allPlaces(companies).find(({ environment }) => environment.path === path)
}

export function allPlaces(companies: readonly WorkspaceCompany[]): Place[] {
  return companies.flatMap((company) =>
    company.apps.flatMap((app) => app.environments.map((environment) => ({ company, app, environment }))),
  )
}

const firstPlace = (companies: readonly WorkspaceCompany[]) => allPlaces(companies).at(0)
