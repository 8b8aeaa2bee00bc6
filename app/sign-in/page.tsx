import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { noOneYetNotice } from '@/app/_server/no-one-yet'
import { setUpContext } from '@/app/_server/request-context'
import { mayRenewHere, signInWays } from '@/app/_server/sign-in-ways'
import { CenteredPage } from '@/components/centered-page'
import { TextLink } from '@/components/ui/text/text-link'
import { sendsLinks } from '@/lib/notices/site'
import { safePath } from '@/lib/staff/sign-in/safe-path'
import { SignInForm } from './sign-in-form'

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const query = await searchParams
  const next = safePath(typeof query.next === 'string' ? query.next : undefined)
  if (await setUpContext()) redirect(next as Route)
  const isRenewed = query.ended !== undefined && !query.error && (await mayRenewHere())
  const [noOne, ways] = await Promise.all([noOneYetNotice(), signInWays()])
  return (
    <CenteredPage title="Sign in">
      <h1 className="font-semibold text-xl tracking-tight">Sign in</h1>
      <SignInForm
        next={next}
        {...ways}
        isRenewed={isRenewed}
        notice={query.ended ? 'Your session has ended. Sign in again.' : (flowErrorOf(query.error) ?? noOne)}
      />
      {sendsLinks() && ways.hasPassword && (
        <p className="text-quiet">
          <TextLink href="/forgot-password">Forgot your password?</TextLink>
        </p>
      )}
    </CenteredPage>
  )
}

function flowErrorOf(error: string | string[] | undefined) {
  if (!error) return undefined
  if (error === 'AccessDenied') return 'This account hasn’t been invited to Pushdesk. Ask an admin for an invitation.'
  return 'Sign-in didn’t complete. Try again. If it keeps failing, ask an admin.'
}
