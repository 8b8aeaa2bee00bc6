import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { Suspense } from 'react'
import { forPage } from '@/app/_server/doors'
import { Described, DescriptionList } from '@/components/ui/description-list'
import { PageHeader } from '@/components/ui/page-header'
import { Section } from '@/components/ui/section'
import { Skeleton } from '@/components/ui/skeleton'
import { roleWord } from '@/lib/staff/roles'
import { showAccount } from '@/lib/staff/show-account'
import { LooksForm } from './looks-form'
import { NameForm } from './name-form'
import { PasswordForm } from './password-form'
import { SecondFactor } from './second-factor'
import { SessionList } from './session-list'

export const metadata: Metadata = { title: 'Account' }

export default function AccountPage() {
  return (
    <>
      <PageHeader title="Account" />
      <Suspense fallback={<AccountSkeleton />}>
        <Account />
      </Suspense>
    </>
  )
}

async function Account() {
  const jar = await cookies()
  const account = await forPage((ctx) => showAccount(ctx, {}))
  return (
    <div className="flex max-w-3xl flex-col gap-10">
      <Section title="You">
        <DescriptionList>
          <Described term="E-mail">{account.email}</Described>
          <Described term="Role">{roleWord(account.role)}</Described>
          <Described term="Companies">
            {account.role === 'admin' ? 'All' : account.companies.map(({ name }) => name).join(', ')}
          </Described>
          <Described term="Single sign-on">{account.hasSingleSignOn ? 'Linked' : 'Not linked'}</Described>
        </DescriptionList>
        <NameForm name={account.name} />
      </Section>
      <Section title="Looks and keys" description="Kept in this browser.">
        <LooksForm
          theme={jar.get('theme')?.value}
          density={jar.get('density')?.value}
          shortcuts={jar.get('shortcuts')?.value}
        />
      </Section>
      {account.hasPassword && (
        <Section title="Password" description="Changing it ends your other sessions.">
          <PasswordForm email={account.email} />
        </Section>
      )}
      {account.hasPassword && (
        <Section
          title="Second factor"
          description="A code of an authenticator app, asked for beside your password. Single sign-on has its own."
        >
          <SecondFactor
            email={account.email}
            since={account.secondFactorSince}
            recoveryCodesLeft={account.recoveryCodesLeft}
          />
        </Section>
      )}
      <Section
        title="Sessions"
        description="Where you are signed in. A session ends after 12 hours of rest, and after 7 days."
      >
        <SessionList sessions={account.sessions} />
      </Section>
    </div>
  )
}

function AccountSkeleton() {
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <Skeleton className="h-6 w-48" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-24 w-full" />
    </div>
  )
}
