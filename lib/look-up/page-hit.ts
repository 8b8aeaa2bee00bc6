import { sentenceCase } from '@/lib/format/sentence-case'
import type { Pasted } from '@/lib/pasted/read-pasted'
import type { LookUpAnswer, LookUpHit } from './answer'
import { rootOf, type SearchedPlace, shownPlace } from './hits'

/** Returns the page whose URL was pasted, if the reader can access its environment and its subject exists. */
export function pageHit(
  places: readonly SearchedPlace[],
  { page }: Pasted,
  found: LookUpAnswer['groups'],
): LookUpHit | undefined {
  if (!page) return undefined
  const { company, app, environment } = page.place
  const root = rootOf({
    companySlug: company,
    appSlug: app,
    environmentName: environment === 'production' ? 'production' : 'sandbox',
    companyName: '',
    appName: '',
  })
  const place = places.find((one) => rootOf(one) === root)
  if (!place) return undefined
  const isThere = found.some(({ hits }) => hits.some(({ href, id }) => id === page.subject && href.startsWith(root)))
  if (page.subject && !isThere) return undefined
  const name = page.path.slice(root.length).split(/[/?]/).filter(Boolean)[0] ?? 'overview'
  return {
    id: place.environmentId,
    title: `${sentenceCase(name)} page`,
    detail: `${place.companyName} · ${place.appName}`,
    matched: 'address of the page',
    href: page.path,
    place: shownPlace(place),
  }
}
