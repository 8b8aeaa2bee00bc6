import type { Metadata } from 'next'
import { invitedBy } from '@/app/_server/invitation'
import { CenteredPage } from '@/components/centered-page'
import { ButtonLink } from '@/components/ui/button-link'
import { roleWord } from '@/lib/staff/roles'
import { AcceptForm } from './accept-form'
import { AcceptWithProvider } from './accept-with-provider'

export const metadata: Metadata = { referrer: 'no-referrer' }

export default async function InvitationPage({ params }: PageProps<'/invitation/[token]'>) {
  const { token } = await params
  const invited = await invitedBy(token)
  return (
    <CenteredPage title="Invitation">
      {invited ? (
        <>
          <div className="flex flex-col gap-1">
            <h1 className="wrap-anywhere font-semibold text-xl tracking-tight">
              {invited.isForPassword && !invited.isSingleSignOn ? 'Choose a new password' : `Welcome, ${invited.name}`}
            </h1>
            <p className="wrap-anywhere text-md text-quiet">
              {invited.isForPassword && !invited.isSingleSignOn
                ? `For ${invited.email}. This signs you out everywhere else.`
                : invited.isForPassword
                  ? 'Your role signs in with single sign-on, so you need no new password.'
                  : `You’ve been invited as ${roleWord(invited.role).toLowerCase()} with the email ${invited.email}.`}
            </p>
          </div>
          {invited.isSingleSignOn ? <AcceptWithProvider /> : <AcceptForm token={token} invited={invited} />}
        </>
      ) : (
        <>
          <h1 className="font-semibold text-xl tracking-tight">This link no longer works</h1>
          <p className="text-md text-quiet">
            It was already used, withdrawn, or has expired. Ask the admin who sent it for a new one.
          </p>
          <ButtonLink href="/sign-in">Go to sign-in</ButtonLink>
        </>
      )}
    </CenteredPage>
  )
}
