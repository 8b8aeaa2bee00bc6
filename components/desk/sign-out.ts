'use client'

import { toast } from '@/components/ui/overlays/toast'
import { postToNextAuth } from './post-to-next-auth'

/**
 * Leaves the page only after the server has ended the session. Otherwise people would believe a page that looks signed
 * out.
 */
export async function signOut() {
  const answer = await postToNextAuth('signout')
  if (answer?.isOk) location.assign('/sign-in')
  else
    toast.failure('Couldn’t sign out', {
      description: 'Pushdesk didn’t respond. You may still be signed in. Try again.',
    })
}
