'use client'

import { toast } from '@/components/ui/overlays/toast'
import { postToNextAuth } from './post-to-next-auth'

/** Leaves only once the server says that the session has ended: a page that looks signed out would be believed. */
export async function signOut() {
  const answer = await postToNextAuth('signout')
  if (answer?.isOk) location.assign('/sign-in')
  else
    toast.failure('Couldn’t sign out', {
      description: 'Pushdesk didn’t respond. You may still be signed in. Try again.',
    })
}
