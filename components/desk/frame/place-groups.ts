import type { WorkspaceApp, WorkspaceCompany, WorkspaceEnvironment } from '@/lib/companies/workspace'
import { hasWords } from '@/lib/text/has-words'
import { type Place, placeAt } from './places'

/** An app in the switcher. */
export type Listed = {
  app: WorkspaceApp
  /** Set in groups that aren't a company. */
  companyName?: string
  /** The environment that the app's name links to. */
  meant: WorkspaceEnvironment
}

type Given = { companies: WorkspaceCompany[]; place: Place; recent: readonly string[]; find: string }

export function placeGroups({ companies, place, recent, find }: Given): { label: string; apps: Listed[] }[] {
  const likeHere = ({ environments }: WorkspaceApp) =>
    environments.find(({ name }) => name === place.environment.name) ?? environments[0]
  const listed = (app: WorkspaceApp, company?: WorkspaceCompany, environment = likeHere(app)): Listed[] =>
    environment ? [{ app, companyName: company?.name, meant: environment }] : []

  const ofCompanies = companies.map((company) => ({
    label: company.name,
    apps: company.apps.filter((app) => hasWords(wordsOf(company, app), find)).flatMap((app) => listed(app)),
  }))
  const favorites = companies.flatMap((company) =>
    company.apps.filter(({ isFavorite }) => isFavorite).flatMap((app) => listed(app, company)),
  )
  const places = recent.flatMap((path) => placeAt(companies, path) ?? []).filter(({ app }) => app.id !== place.app.id)
  const last = places
    .filter(({ app }, index) => places.findIndex((one) => one.app.id === app.id) === index)
    .flatMap(({ app, company, environment }) => listed(app, company, environment))

  const first = [
    { label: 'Favorites', apps: favorites },
    { label: 'Recent', apps: last },
  ]
  return [...(find.trim() ? [] : first), ...ofCompanies].filter(({ apps }) => apps.length > 0)
}

/** The searchable text of an app. */
export const wordsOf = (company: { name: string }, app: { name: string; bundleId: string }) =>
  `${company.name} ${app.name} ${app.bundleId}`
