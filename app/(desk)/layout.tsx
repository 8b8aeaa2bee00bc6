import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { forPage } from '@/app/_server/doors'
import { signInWays } from '@/app/_server/sign-in-ways'
import { approvalsKey } from '@/components/desk/approvals/approvals.query'
import { ProgressLine } from '@/components/desk/frame/progress-line'
import { Rail } from '@/components/desk/frame/rail'
import { RailSheet } from '@/components/desk/frame/rail-sheet'
import { placesCookie, placesIn } from '@/components/desk/frame/recent-places'
import { TopBar } from '@/components/desk/frame/top-bar'
import { IncidentBar } from '@/components/desk/incidents/incident-bar'
import { incidentsKey } from '@/components/desk/incidents/incidents.query'
import { EarlyKeys } from '@/components/desk/palette/early-keys'
import { workspace } from '@/lib/companies/workspace'
import { listOpenIncidents } from '@/lib/incidents/list-open-incidents'
import { roleMay } from '@/lib/permissions'
import { listApprovals } from '@/lib/prompts/approvals/list-approvals'
import { holdSeenCookie } from '@/lib/staff/account/hold-seen'
import { type OwnHold, showOwnHold } from '@/lib/staff/account/show-own-hold'
import { HoldBar } from './account/hold-bar'
import { setFavoriteAction } from './home/set-favorite'
import { Providers } from './providers'

/** The frame around every page. It checks no access: each page checks its own. */
export default async function DeskLayout({ children }: LayoutProps<'/'>) {
  const [jar, head, ways] = await Promise.all([cookies(), headers(), signInWays()])
  const { companies, approvals, incidents, hold, person, staffId } = await forPage(async (ctx) => ({
    companies: await workspace(ctx, {}),
    approvals: await listApprovals(ctx, {}),
    incidents: await listOpenIncidents(ctx, {}),
    hold: await showOwnHold(ctx, {}),
    staffId: ctx.staff.id,
    person: { name: ctx.staff.name, email: ctx.staff.email, role: ctx.staff.role },
  }))
  const [lastPlace] = placesIn(jar.get(placesCookie)?.value)
  const client = new QueryClient()
  client.setQueryData(approvalsKey, approvals)
  client.setQueryData(incidentsKey, incidents)
  const nonce = head.get('x-nonce') ?? undefined
  const rail: ReactNode = (
    <Rail
      companies={companies}
      person={person}
      theme={jar.get('theme')?.value}
      lastPlace={lastPlace}
      maySeeAudit={roleMay(person.role, 'audit.read')}
      setFavorite={setFavoriteAction}
    />
  )
  return (
    <Providers nonce={nonce} renderedAtMs={Date.now()} person={{ staffId, email: person.email, ...ways }}>
      <EarlyKeys nonce={nonce} />
      <HydrationBoundary state={dehydrate(client)}>
        <div className="min-h-dvh md:grid md:grid-cols-[232px_minmax(0,1fr)]">
          <a
            href="#main"
            className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-60 focus:rounded-control focus:bg-accent focus:px-3 focus:py-2 focus:text-on-accent"
          >
            Skip to the content
          </a>
          <aside className="sticky top-0 hidden h-dvh border-r bg-rail md:block">{rail}</aside>
          <div className="flex min-w-0 flex-col">
            <TopBar
              companies={companies}
              role={person.role}
              remembered={lastPlace}
              railSheet={<RailSheet>{rail}</RailSheet>}
            />
            <main
              id="main"
              tabIndex={-1}
              className="mx-auto flex w-full max-w-[1280px] flex-1 flex-col gap-6 px-4 py-6 has-[[data-wide]]:max-w-none md:px-8 md:has-[[data-wide]]:px-6"
            >
              <ProgressLine />
              <IncidentBar companies={companies} />
              {hold && !isHidden(hold, jar.get(holdSeenCookie)?.value) && <HoldBar hold={hold} />}
              {children}
            </main>
          </div>
        </div>
      </HydrationBoundary>
    </Providers>
  )
}

const isHidden = ({ until }: OwnHold, seen: string | undefined) => seen === until.toISOString()
