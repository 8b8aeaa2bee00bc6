'use client'

import { signInWithProvider } from '@/components/desk/post-to-next-auth'
import { signOut } from '@/components/desk/sign-out'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/overlays/toast'

type Props = { email: string; hasSingleSignOn: boolean; next: string }

/** Offers single sign-on, which brings the provider's own second factor, and signing out, for another person. */
export function OtherWays({ email, hasSingleSignOn, next }: Props) {
  async function withProvider() {
    const url = await signInWithProvider({ next })
    if (url) location.assign(url)
    else toast.failure('Couldn’t reach single sign-on right now', { description: 'Try again in a moment.' })
  }
  return (
    <div className="flex flex-wrap items-center gap-3 border-t pt-4">
      <p className="mr-auto text-quiet">Signed in as {email}</p>
      {hasSingleSignOn && <Button onClick={() => void withProvider()}>Continue with single sign-on</Button>}
      <Button variant="ghost" onClick={() => void signOut()}>
        Sign out
      </Button>
    </div>
  )
}
