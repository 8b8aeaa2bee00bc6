import { redirect } from 'next/navigation'
import { signInWays } from '@/app/_server/sign-in-ways'
import { PageTitle } from '@/components/ui/page-title'
import { TextLink } from '@/components/ui/text/text-link'
import { Wordmark } from '@/components/wordmark'
import { sendsLinks } from '@/lib/notices/site'
import { ForgotPasswordForm } from './forgot-password-form'

export const dynamic = 'force-dynamic'

export default async function ForgotPasswordPage() {
  if (!sendsLinks() || !(await signInWays()).hasPassword) redirect('/sign-in')
  return (
    <>
      <PageTitle>Forgot your password?</PageTitle>
      <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
        <div className="flex w-full max-w-80 flex-col gap-6">
          <Wordmark className="self-start" />
          <div className="flex flex-col gap-1">
            <h1 className="font-semibold text-xl tracking-tight">Forgot your password?</h1>
            <p className="text-md text-quiet">
              Pushdesk emails you a link for a new one. It works once, within 1 hour.
            </p>
          </div>
          <ForgotPasswordForm />
          <p className="text-quiet">
            <TextLink href="/sign-in">Back to sign-in</TextLink>
          </p>
        </div>
      </main>
    </>
  )
}
