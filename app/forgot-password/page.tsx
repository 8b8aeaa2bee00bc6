import { redirect } from 'next/navigation'
import { signInWays } from '@/app/_server/sign-in-ways'
import { CenteredPage } from '@/components/centered-page'
import { TextLink } from '@/components/ui/text/text-link'
import { sendsLinks } from '@/lib/notices/site'
import { ForgotPasswordForm } from './forgot-password-form'

export const dynamic = 'force-dynamic'

export default async function ForgotPasswordPage() {
  if (!sendsLinks() || !(await signInWays()).hasPassword) redirect('/sign-in')
  return (
    <CenteredPage title="Forgot your password?">
      <div className="flex flex-col gap-1">
        <h1 className="font-semibold text-xl tracking-tight">Forgot your password?</h1>
        <p className="text-md text-quiet">Pushdesk emails you a link for a new one. It works once, within 1 hour.</p>
      </div>
      <ForgotPasswordForm />
      <p className="text-quiet">
        <TextLink href="/sign-in">Back to sign-in</TextLink>
      </p>
    </CenteredPage>
  )
}
