'use client'

import { useTransition } from 'react'
import { acted } from '@/components/desk/acted'
import { Switch } from '@/components/ui/switch'
import { toast } from '@/components/ui/toast'
import { changeFourEyes } from './actions'

export function FourEyesSwitch({ companyId, isOn }: { companyId: string; isOn: boolean }) {
  const [isPending, startTransition] = useTransition()
  return (
    <Switch
      label="Require approval by a second person"
      checked={isOn}
      disabled={isPending}
      onCheckedChange={(next) =>
        startTransition(async () => {
          const state = await acted(changeFourEyes(companyId, next))
          if (!state.ok) toast.failure('Couldn’t change the approval setting', { description: state.message })
        })
      }
    />
  )
}
