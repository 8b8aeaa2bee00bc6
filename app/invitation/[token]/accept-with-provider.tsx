'use client'

import { useState } from 'react'
import { signInWithProvider } from '@/components/desk/post-to-next-auth'
import { Button } from '@/components/ui/button'

/** The first sign-in with the invited email accepts the invitation. */
export function AcceptWithProvider() {
  const [isAway, setAway] = useState(false)
  async function goOn() {
    const url = await signInWithProvider({ next: '/' })
    if (url) location.assign(url)
    else setAway(true)
  }
  return (
    <div className="flex flex-col gap-4">
      {isAway && <p role="alert">Couldn’t reach single sign-on right now. Try again in a moment.</p>}
      <Button variant="primary" size="large" onClick={() => void goOn()}>
        Continue with single sign-on
      </Button>
    </div>
  )
}
