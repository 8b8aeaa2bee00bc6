'use client'

import { useQueryClient } from '@tanstack/react-query'
import { ArrowRight, CircleCheck, MessageCircleQuestion, RotateCw, Send } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { type ReactNode, useTransition } from 'react'
import { ResendDialog } from '@/app/(desk)/[company]/[app]/[environment]/deliveries/resend-dialog'
import { askPhoneAction } from '@/app/(desk)/[company]/[app]/[environment]/devices/actions'
import { enableWithToast } from '@/app/(desk)/[company]/[app]/[environment]/devices/device-dialogs'
import { acted } from '@/components/desk/acted'
import { probesKey } from '@/components/probes/probes.query'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { toast } from '@/components/ui/overlays/toast'
import type { DiagnosisAct } from '@/lib/diagnosis/schema'

type Props = { act: DiagnosisAct; environmentId: string; name: string }

/** Runs the next action in place if one click is enough, otherwise links to its page. Shortcut: `a`. */
export function ActButton({ act, environmentId, name }: Props) {
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  const { deviceId, deliveryId } = act
  if (act.kind === 'enable_device' && deviceId)
    return (
      <Button
        {...look}
        icon={icons.enable_device}
        isPending={isPending}
        onClick={() => startTransition(() => enableWithToast({ environmentId, deviceId, name }))}
      >
        {act.label}
      </Button>
    )
  if (act.kind === 'ask_the_phone' && deviceId) return <AskButton {...{ environmentId, deviceId }} label={act.label} />
  if (act.kind === 'send_again' && deliveryId)
    return (
      <ResendDialog
        delivery={{ environmentId, deliveryId }}
        customerName={name}
        trigger={
          <Button {...look} icon={icons.send_again}>
            {act.label}
          </Button>
        }
        onResent={() => router.refresh()}
      />
    )
  return (
    <ButtonLink {...look} icon={icons[act.kind] ?? icons.open} href={act.href as Route}>
      {act.label}
    </ButtonLink>
  )
}

const look = { variant: 'primary', 'data-shortcut': 'a', 'aria-keyshortcuts': 'a' } as const

const icons: Partial<Record<DiagnosisAct['kind'] | 'open', ReactNode>> = {
  ask_the_phone: <MessageCircleQuestion aria-hidden className="size-3.5" />,
  enable_device: <CircleCheck aria-hidden className="size-3.5" />,
  send_again: <RotateCw aria-hidden className="size-3.5" />,
  send_test: <Send aria-hidden className="size-3.5" />,
  open: <ArrowRight aria-hidden className="size-3.5" />,
}

/** Shows the phone's answer below the verdict when it arrives. */
function AskButton({ label, ...device }: { environmentId: string; deviceId: string; label: string }) {
  const client = useQueryClient()
  const [isPending, startTransition] = useTransition()
  const ask = () =>
    startTransition(async () => {
      const state = await acted(() => askPhoneAction(device))
      if (!state.ok) toast.failure('Couldn’t ask the phone', { description: state.message })
      await client.invalidateQueries({ queryKey: probesKey(device) })
    })
  return (
    <Button {...look} icon={icons.ask_the_phone} isPending={isPending} onClick={ask}>
      {label}
    </Button>
  )
}
