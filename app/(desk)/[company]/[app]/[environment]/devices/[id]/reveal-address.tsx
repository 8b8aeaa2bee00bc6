'use client'

import { Eye, EyeOff } from 'lucide-react'
import { useEffect, useState, useTransition } from 'react'
import { revealAddressAction } from '@/app/(desk)/[company]/[app]/[environment]/devices/actions'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/overlays/toast'
import { CopyButton } from '@/components/ui/text/copy-button'
import { Outside } from '@/components/ui/text/outside'

const shownMs = 60_000

type Props = { environmentId: string; deviceId: string; noun: string; maskedAddress: string; mayReveal: boolean }

/** Masks the address again after a minute or when the page is hidden. */
export function RevealAddress({ environmentId, deviceId, noun, maskedAddress, mayReveal }: Props) {
  const [address, setAddress] = useState<string>()
  const [isPending, startTransition] = useTransition()

  useEffect(() => {
    if (!address) return
    const hide = () => setAddress(undefined)
    const hideWhenLeft = () => document.visibilityState === 'hidden' && hide()
    const timer = setTimeout(hide, shownMs)
    document.addEventListener('visibilitychange', hideWhenLeft)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', hideWhenLeft)
    }
  }, [address])

  const show = () =>
    startTransition(async () => {
      const state = await acted(() => revealAddressAction({ environmentId, deviceId }))
      if (state.ok) setAddress(state.result.address)
      else toast.failure('Couldn’t show the device address', { description: state.message })
    })

  return (
    <span className="flex flex-wrap items-center gap-2">
      <span aria-live="polite" className="break-all font-mono text-sm">
        <Outside>{address ?? maskedAddress}</Outside>
      </span>
      {address && (
        <>
          <CopyButton text={address} label={`Copy ${noun}`} />
          <Button size="small" icon={<EyeOff aria-hidden className="size-3.5" />} onClick={() => setAddress(undefined)}>
            Hide
          </Button>
        </>
      )}
      {!address && mayReveal && (
        <Button
          size="small"
          icon={<Eye aria-hidden className="size-3.5" />}
          isPending={isPending}
          onClick={show}
          title="Revealing it is recorded in the audit log."
        >
          Reveal {noun}
        </Button>
      )}
    </span>
  )
}
