import type { WorkspaceApp, WorkspaceCompany, WorkspaceEnvironment } from '@/lib/companies/workspace'

export type Place = { company: WorkspaceCompany; app: WorkspaceApp; environment: WorkspaceEnvironment }

export function placeAt(companies: readonly WorkspaceCompany[], path: string | undefined) {
  return allPlaces(companies).find(({ environment }) => environment.path === path)
}

export function allPlaces(companies: readonly WorkspaceCompany[]): Place[] {
  return companies.flatMap((company) =>
    company.apps.flatMap((app) => app.environments.map((environment) => ({ company, app, environment }))),
  )
}
