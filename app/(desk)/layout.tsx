import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { forPage } from '@/app/_server/doors'
import { hasSingleSignOn } from '@/app/_server/oidc'
import { EarlyKeys } from '@/components/desk/early-keys'
import { ProgressLine } from '@/components/desk/progress-line'
import { Rail } from '@/components/desk/rail'
import { RailSheet } from '@/components/desk/rail-sheet'
import { TopBar } from '@/components/desk/top-bar'
import { workspace } from '@/lib/companies/workspace'
import { roleMay } from '@/lib/permissions'
import { Providers } from './providers'

/** The frame around every page. It decides nothing: each page asks for itself who may see it. */
export default async function DeskLayout({ children }: LayoutProps<'/'>) {
  const [jar, head] = await Promise.all([cookies(), headers()])
  const { companies, person, staffId } = await forPage(async (ctx) => ({
    companies: await workspace(ctx, {}),
    staffId: ctx.staff.id,
    person: { name: ctx.staff.name, email: ctx.staff.email, role: ctx.staff.role },
  }))
  const nonce = head.get('x-nonce') ?? undefined
  const rail: ReactNode = (
    <Rail
      companies={companies}
      person={person}
      theme={jar.get('theme')?.value}
      lastPlace={jar.get('place')?.value}
      maySeeAudit={roleMay(person.role, 'audit.read')}
    />
  )
  return (
    <Providers
      nonce={nonce}
      renderedAtMs={Date.now()}
      person={{ staffId, email: person.email, hasSingleSignOn: hasSingleSignOn() }}
    >
      <EarlyKeys nonce={nonce} />
      <ProgressLine />
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
            remembered={jar.get('place')?.value}
            railSheet={<RailSheet>{rail}</RailSheet>}
          />
          <main
            id="main"
            tabIndex={-1}
            className="mx-auto flex w-full max-w-[1280px] flex-1 flex-col gap-6 px-4 py-6 md:px-8"
          >
            {children}
          </main>
        </div>
      </div>
    </Providers>
  )
}
