import type { Metadata } from 'next'
import { ButtonLink } from '@/components/ui/button-link'

export const metadata: Metadata = { title: 'Not for your role' }

export default function DeskForbidden() {
  return (
    <div className="flex max-w-prose flex-col gap-3 py-10">
      <h1 className="font-semibold text-xl">Your role does not show this</h1>
      <p className="text-md text-quiet">Ask an admin of your team if you need it for your work.</p>
      <p className="flex gap-2 pt-2">
        <ButtonLink variant="primary" href="/">
          Go to the start
        </ButtonLink>
        <ButtonLink href="/team">See who is an admin</ButtonLink>
      </p>
    </div>
  )
}
