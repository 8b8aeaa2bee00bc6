'use client'

import { useTransition } from 'react'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/overlays/toast'
import type { SignInNeeds } from '@/lib/staff/rules/need-words'
import { setSignInRulesAction } from './sign-in-rules-actions'

type Props = { needs: SignInNeeds; asked: { needs: SignInNeeds; isYou: boolean } }

/** Loosening the rules takes two admins. The second one answers here, or the first one withdraws the request. */
export function AskedRules({ needs, asked }: Props) {
  const [isPending, startTransition] = useTransition()
  const set = (wanted: SignInNeeds) =>
    startTransition(async () => {
      const state = await acted(() => setSignInRulesAction(wanted))
      if (!state.ok) toast.failure('Couldn’t change the sign-in rules', { description: state.message })
    })
  return (
    <>
      <Button size="small" onClick={() => set(needs)} isPending={isPending}>
        {asked.isYou ? 'Withdraw' : 'Keep the rules'}
      </Button>
      {!asked.isYou && (
        <Button size="small" variant="danger" onClick={() => set(asked.needs)} isPending={isPending}>
          Agree
        </Button>
      )}
    </>
  )
}
