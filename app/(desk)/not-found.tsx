import type { Metadata } from 'next'
import { ButtonLink } from '@/components/ui/button-link'

export const metadata: Metadata = { title: 'Nothing here' }

export default function DeskNotFound() {
  return (
    <div className="flex max-w-prose flex-col gap-3 py-10">
      <h1 className="font-semibold text-xl">There is nothing here</h1>
      <p className="text-md text-quiet">
        What this address names does not exist, was removed, or belongs to a company that is not assigned to you. An
        admin of your team can assign companies.
      </p>
      <p className="flex gap-2 pt-2">
        <ButtonLink variant="primary" href="/">
          Go to the start
        </ButtonLink>
        <ButtonLink href="/team">See who is an admin</ButtonLink>
      </p>
    </div>
  )
}
