import type { Metadata } from 'next'
import { ButtonLink } from '@/components/ui/button-link'

export const metadata: Metadata = { title: 'Nothing here' }

export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col items-start justify-center gap-3 px-6 md:px-24">
      <h1 className="font-semibold text-xl">There is nothing here</h1>
      <p className="text-md text-quiet">This address is not one of Pushdesk’s.</p>
      <ButtonLink variant="primary" href="/">
        Go to the start
      </ButtonLink>
    </main>
  )
}
