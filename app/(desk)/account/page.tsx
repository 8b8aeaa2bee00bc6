import { cookies } from 'next/headers'
import { forPage } from '@/app/_server/doors'
import { PageHeader } from '@/components/ui/page-header'
import { PageTitle } from '@/components/ui/page-title'
import { Section } from '@/components/ui/section'
import { Skeleton } from '@/components/ui/skeleton'
import { WhenReady } from '@/components/ui/when-ready'
import { plural } from '@/lib/format/number'
import { showAccount } from '@/lib/staff/account/show-account'
import { AppearanceForm } from './appearance-form'
import { MailForm } from './mail-form'
import { NameForm } from './name-form'
import { PasswordForm } from './password-form'
import { ProfileFacts } from './profile-facts'
import { SecondFactor } from './second-factor'
import { SessionList } from './session-list'

export default function AccountPage() {
  return (
    <>
      <PageTitle>Account</PageTitle>
      <PageHeader title="Account" />
      <WhenReady fallback={<AccountSkeleton />} content={Account} />
    </>
  )
}

async function Account() {
  const jar = await cookies()
  const account = await forPage((ctx) => showAccount(ctx, {}))
  return (
    <div className="flex max-w-3xl flex-col gap-10">
      <Section title="Profile">
        <ProfileFacts account={account} />
        <NameForm name={account.name} />
      </Section>
      <Section title="Appearance and shortcuts" description="Saved in this browser only.">
        <AppearanceForm
          theme={jar.get('theme')?.value}
          density={jar.get('density')?.value}
          shortcuts={jar.get('shortcuts')?.value}
        />
      </Section>
      {account.mailOff && (
        <Section title="Emails" description={`Sent to ${account.email}.`}>
          <MailForm mailOff={account.mailOff} />
        </Section>
      )}
      {account.hasPassword && (
        <Section title="Password" description="Changing your password signs you out everywhere else.">
          <PasswordForm email={account.email} />
        </Section>
      )}
      {account.hasPassword && (
        <Section
          title="Two-factor authentication"
          description="Enter a code from an authenticator app after your password. Doesn’t apply to single sign-on."
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
        description={`Browsers where you’re signed in. You’re signed out after ${inWholeUnits(account.sessionLimits.idleMs)} of inactivity, and ${
          account.providerHours
            ? `go through single sign-on again after ${plural(account.providerHours, 'hour')}.`
            : `after ${inWholeUnits(account.sessionLimits.lengthMs)} at the latest.`
        }`}
      >
        <SessionList sessions={account.sessions} />
      </Section>
    </div>
  )
}

/** Formats a duration exactly, in the largest unit that divides it. */
function inWholeUnits(ms: number) {
  const hours = ms / 3_600_000
  if (hours % 24 === 0) return plural(hours / 24, 'day')
  return Number.isInteger(hours) ? plural(hours, 'hour') : plural(Math.round(hours * 60), 'minute')
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
