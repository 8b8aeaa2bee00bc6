'use client'

import { useTransition } from 'react'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Switch } from '@/components/ui/form/switch'
import { toast } from '@/components/ui/overlays/toast'
import { isolated } from '@/lib/text/isolated'
import { setApprovalRequiredAction } from './actions'

type Props = {
  companyId: string
  isOn: boolean
  /** The admin who asked to turn it off. Another admin has to agree. */
  endAskedBy: { name: string; isYou: boolean } | null
}

export function ApprovalSwitch({ companyId, isOn, endAskedBy }: Props) {
  const [isPending, startTransition] = useTransition()
  const set = (next: boolean) =>
    startTransition(async () => {
      const state = await acted(() => setApprovalRequiredAction(companyId, next))
      if (!state.ok) toast.failure('Couldn’t change the approval setting', { description: state.message })
      else if (state.result?.isAsked)
        toast.good('Waiting for another admin', { description: 'Approval stays on until they agree.' })
    })
  if (isOn && endAskedBy) {
    const { name, isYou } = endAskedBy
    return (
      <Callout
        tone="warning"
        title={isYou ? 'You asked to turn approval off' : `${isolated(name)} asks to turn approval off`}
        action={
          <>
            <Button size="small" onClick={() => set(true)} isPending={isPending}>
              {isYou ? 'Withdraw' : 'Keep approval on'}
            </Button>
            {!isYou && (
              <Button size="small" variant="danger" onClick={() => set(false)} isPending={isPending}>
                Turn approval off
              </Button>
            )}
          </>
        }
      >
        {isYou
          ? 'Approval stays on until another admin agrees on this page.'
          : 'It takes two admins. If you agree, one person can change the prompt in production.'}
      </Callout>
    )
  }
  return (
    <Switch
      label="Require approval by a second person"
      hint={isOn ? 'Turning this off takes two admins.' : undefined}
      checked={isOn}
      disabled={isPending}
      onCheckedChange={set}
    />
  )
}
